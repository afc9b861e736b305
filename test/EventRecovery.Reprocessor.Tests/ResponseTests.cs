using System.Text.Json.Nodes;
using EventRecovery.Reprocessor.Tests.Stack;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Reprocessor.Tests;

/// <summary>
/// What the function answers, byte for byte, at the Invoke API: a null or empty answer would be full success to Lambda, an empty or
/// misnamed identifier full failure.
/// </summary>
public class ResponseTests
{
    private const string Success = """{"batchItemFailures":[]}""";

    [Fact]
    public async Task A_finished_batch_has_no_failures()
    {
        await using var stack = await ReprocessorStack.StartAsync();

        var answer = await stack.InvokeAsync(KinesisPayload.Of([ErrorRecord.Event("a"), ErrorRecord.Of("poison")]));

        answer.ShouldBe((Success, Failed: false));
        foreach (var nothing in new[] { """{"Records":[]}""", """{"Records":null}""", "{}" })
        {
            (await stack.InvokeAsync(nothing)).ShouldBe((Success, Failed: false), nothing);
        }
    }

    [Fact]
    public async Task An_event_that_mixes_shards_is_refused_whole()
    {
        await using var stack = await ReprocessorStack.StartAsync();
        var mixed = KinesisPayload.Of([
            KinesisPayload.Record(ErrorRecord.Event("a"), 1, "shardId-000000000000"),
            KinesisPayload.Record(ErrorRecord.Event("b"), 2, "shardId-000000000001"),
        ]);

        var answer = await stack.InvokeAsync(mixed);

        answer.Failed.ShouldBeTrue();
        JsonNode.Parse(answer.Payload)!["errorMessage"]!
            .GetValue<string>()
            .ShouldBe(
                "The event mixes records of error_events/shardId-000000000000 and "
                    + "arn:aws:kinesis:us-east-1:000000000000:stream/error_events shardId-000000000001:"
                    + $"{KinesisPayload.Sequence(2)}; a Kinesis event source sends one shard at a time. Nothing was processed."
            );
        (await stack.ReadRecoveredAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_that_runs_out_of_time_names_its_first_unfinished_record_and_only_that()
    {
        await using var proxy = new AwsProxy();
        await using var stack = await ReprocessorStack.StartAsync(options =>
            options with
            {
                FunctionTimeout = TimeSpan.FromSeconds(8),
                Variables = new Dictionary<string, string> { ["AWS_ENDPOINT_URL_KINESIS"] = $"{proxy.Url}" },
            }
        );
        proxy.Emulator = stack.Local.KinesisUrl;
        await stack.InvokeAsync(KinesisPayload.Of([ErrorRecord.Event("warm-up")]));

        // Both keys' first events leave in the first call; none of the second ever arrives.
        var puts = 0;
        proxy.Decide = operation =>
            operation == "PutRecords" && Interlocked.Increment(ref puts) > 1 ? Fate.BreakRequest : Fate.Pass;
        ErrorRecord[] records =
        [
            ErrorRecord.Event("a1", "a"),
            ErrorRecord.Event("b1", "b"),
            ErrorRecord.Event("a2", "a"),
            ErrorRecord.Event("b2", "b"),
        ];
        var batch = KinesisPayload.Of(records, first: 10);
        var answer = await stack.InvokeAsync(batch);

        var expected = $$"""{"batchItemFailures":[{"itemIdentifier":"{{KinesisPayload.Sequence(12)}}"}]}""";
        answer.ShouldBe((expected, Failed: false));

        // Lambda sends everything from there again; here the whole batch comes. What was published is known, so it is not said in another
        // way: on a machine so slow that the client repeats a call there may be copies, and they are the same bytes.
        proxy.Decide = _ => Fate.Pass;
        (await stack.InvokeAsync(batch)).ShouldBe((Success, Failed: false));
        var recovered = (await stack.ReadRecoveredAsync()).Where(record => record.PartitionKey is "a" or "b");
        recovered.Select(record => Convert.ToHexString(record.Data.Span)).Distinct().Count().ShouldBe(4);
    }
}
