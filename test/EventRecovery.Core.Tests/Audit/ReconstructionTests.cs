using System.Text;
using EventRecovery.Audit.Reconstruct;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Audit;

public sealed class ReconstructionTests : IDisposable
{
    private const string Mapping = """
        { "event": { "/id": "/request/paymentId", "/timestamp": "/at", "/data/amount": "/request/amount" },
          "constants": { "/currency": "EUR", "/data/source": "log" } }
        """;

    private readonly AuditWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Lines_become_events_and_keep_their_numbers_as_written()
    {
        var (events, _) = await RebuildAsync(
            "START RequestId: 1",
            """{"at":"2026-11-22T08:00:00Z","level":"info","request":{"paymentId":"p1","amount":1.10}}""",
            """{"at":"2026-11-22T08:00:01Z","level":"retry","request":{"paymentId":"p1","amount":1.10}}"""
        );

        events.ShouldBe(
            """{"id":"p1","timestamp":"2026-11-22T08:00:00Z","data":{"amount":1.10,"source":"log"},"currency":"EUR"}"""
                + "\n"
        );
    }

    [Fact]
    public async Task What_cannot_be_rebuilt_is_told_with_what_was_missing()
    {
        var (events, done) = await RebuildAsync(
            """{"at":"2026-11-22T08:00:00Z","request":{"paymentId":"p1"}}""",
            """{"at":"yesterday","request":{"paymentId":"p2","amount":1}}""",
            """{"at":"2026-11-22T08:0"""
        );

        events.ShouldBeEmpty();
        done.Unrecoverable.ShouldBe(3);
        world.Findings.Select(finding => finding.Reason).First().ShouldBe("The line has no /request/amount.");
        world.Findings.ShouldAllBe(finding => finding.Verdict == Verdict.Unrecoverable);
    }

    [Theory]
    [InlineData("[1]", "the mapping maps nothing")]
    [InlineData("""{"event":{"/id":"id"}}""", "\"id\" in the mapping is not a JSON Pointer")]
    [InlineData("""{"events":{"/id":"/id"}}""", "\"events\" of the mapping is wrong at /id")]
    public void A_mapping_with_a_mistake_says_where(string mapping, string message) =>
        Should
            .Throw<FormatException>(() => EventMapping.Read(Encoding.UTF8.GetBytes(mapping)))
            .Message.ShouldStartWith(message);

    private async Task<(string Events, Reconstruction Done)> RebuildAsync(params string[] lines)
    {
        await world.PutAsync("logs", lines);
        var done = new Reconstruction(
            EventMapping.Read(Encoding.UTF8.GetBytes(Mapping)),
            new EventReader(EventFormat.Default, JsonLimits.Default),
            JsonLimits.Default
        );
        using var output = new MemoryStream();
        await done.RunAsync(world.Source("logs"), output, world, TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(output.ToArray()), done);
    }
}
