using System.Text;
using System.Text.Json.Nodes;
using EventRecovery.Parking;
using EventRecovery.Reprocessor.Tests.Stack;
using EventRecovery.Testing.Kpl;

namespace EventRecovery.Reprocessor.Tests;

/// <summary>Every bad input is set aside with its reason and its bytes, and its neighbours of the same key are recovered.</summary>
public class BadInputTests
{
    private static readonly IReadOnlyList<(string Reason, byte[] Data)> Poison =
    [
        ("empty-record", []),
        ("not-json", Text("once upon a time")),
        ("not-json", Text("""{"id":"cut","timestamp":"2026-11-22T08:00:00Z",""")),
        ("not-an-object", Text("""["id","timestamp"]""")),
        ("missing-id", Text("""{"timestamp":"2026-11-22T08:00:00Z","original_value":1}""")),
        ("missing-timestamp", Text("""{"id":"x","original_value":1}""")),
        ("duplicate-name", With("\"id\":\"twice\"")),
        ("too-deep", With($"\"deep\":{new string('[', 1_000)}{new string(']', 1_000)}")),
        ("invalid-utf8", [.. Text("{\"id\":\"x\",\"name\":\""), 0xC3, 0x28, .. Text("\"}")]),
        ("non-finite-number", With("\"extra\":NaN")),
        ("number-out-of-range", With("\"extra\":1e400")),
        ("number-out-of-range", Text("""{"id":"x","timestamp":"2026-11-22T08:00:00Z","original_value":1e300}""")),
        ("truncated-aggregate", new KplAggregator().Add("k", "one").Add("k", "two").ToRecord()[..^20]),
    ];

    [Fact]
    public async Task Poison_on_the_stream_is_parked_with_its_reason_and_nothing_else_is_lost()
    {
        await using var stack = await ReprocessorStack.StartAsync();
        await stack.PutErrorsAsync(Interleaved(Poison));

        await stack.DrainAsync();

        var errors = await stack.ReadErrorsAsync();
        var parked = await stack.ReadParkedAsync([
            .. errors.Select(record => DateOnly.FromDateTime(record.ArrivedAt.UtcDateTime)).Distinct(),
        ]);
        ShouldHold(parked, Poison);
        await ShouldRecoverAsync(stack, Poison.Count + 1);
    }

    [Fact]
    public async Task Two_mebibytes_are_parked_whole_in_the_object_store()
    {
        // More than a record holds by default, so this one comes as an invocation.
        byte[] big = With($"\"big\":\"{new string('x', 2 * 1024 * 1024)}\"");
        IReadOnlyList<(string, byte[])> poison = [("too-large", big)];
        await using var stack = await ReprocessorStack.StartAsync();

        var answer = await stack.InvokeAsync(KinesisPayload.Of(Interleaved(poison)));

        answer.ShouldBe(("""{"batchItemFailures":[]}""", Failed: false));
        ShouldHold(await stack.ReadParkedAsync(DateOnly.FromDateTime(KinesisPayload.ArrivedAt.UtcDateTime)), poison);
        var file = Directory
            .GetFiles(stack.Local.ObjectsFolder, "*", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        new FileInfo(file).Length.ShouldBe(big.Length);
        await ShouldRecoverAsync(stack, expected: 2);
    }

    /// <summary>Good events of one key, and one poison between each two.</summary>
    private static IEnumerable<ErrorRecord> Interleaved(IReadOnlyList<(string Reason, byte[] Data)> poison) =>
        [
            ErrorRecord.Event("good-0"),
            .. poison.SelectMany(
                (bad, index) => (ErrorRecord[])[new ErrorRecord("k", bad.Data), ErrorRecord.Event($"good-{index + 1}")]
            ),
        ];

    private static void ShouldHold(IReadOnlyList<ParkedItem> parked, IReadOnlyList<(string Reason, byte[] Data)> poison)
    {
        parked.Select(item => item.Event.Reason).ShouldBe(poison.Select(bad => bad.Reason));
        foreach (var (item, bad) in parked.Zip(poison))
        {
            item.Event.Data.Span.SequenceEqual(bad.Data).ShouldBeTrue(bad.Reason);
            item.Event.Message.ShouldNotBeNullOrWhiteSpace();
            item.Event.Version.ShouldBe("rate-adjustment/1");
            item.State.ShouldBe(ParkedState.Parked);
            item.Attempts.ShouldBe(1);
        }
    }

    private static async Task ShouldRecoverAsync(ReprocessorStack stack, int expected)
    {
        var recovered = await stack.ReadRecoveredAsync();
        recovered
            .Select(record => JsonNode.Parse(record.Data.Span)!["id"]!.GetValue<string>())
            .ShouldBe(Enumerable.Range(0, expected).Select(number => $"good-{number}"));
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] With(string member) =>
        Text($$"""{"id":"x","timestamp":"2026-11-22T08:00:00Z","original_value":1,{{member}}}""");
}
