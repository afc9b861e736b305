using EventRecovery.Local.EventSources;
using EventRecovery.Reprocessor.Tests.Stack;
using EventRecovery.Telemetry;

namespace EventRecovery.Reprocessor.Tests;

/// <summary>Error events in, recovered events out, through the event source mapping.</summary>
public class RecoveryTests
{
    [Fact]
    public async Task Each_event_is_recovered_once_and_in_the_order_of_its_key()
    {
        await using var stack = await ReprocessorStack.StartAsync(options =>
            options with
            {
                Shards = 4,
                Mapping = options.Mapping with { BatchingWindow = TimeSpan.FromSeconds(1) },
            }
        );
        await stack.PutErrorsAsync(ErrorRecord.Shuffled(seed: 1, events: 600, copies: 300, keys: 24));

        await stack.DrainAsync();

        var recovered = await stack.ReadRecoveredAsync();
        var verification = Verification.Of(await stack.ReadErrorsAsync(), recovered);
        verification.ShouldBeClean();
        verification.Copies.ShouldBe(0);
        recovered.Count.ShouldBe(600);
        Counted(stack, MetricNames.EventsRead).ShouldBe(900);
        Counted(stack, MetricNames.EventsRecovered).ShouldBe(600);
        Counted(stack, MetricNames.EventsDuplicates).ShouldBe(300);
        (await stack.ReadParkedAsync(Days(recovered.Select(record => record.ArrivedAt)))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Batches_that_come_again_publish_nothing_new()
    {
        await using var stack = await ReprocessorStack.StartAsync();
        var batch = KinesisPayload.Of(ErrorRecord.Shuffled(seed: 2, events: 40, copies: 20, keys: 5));

        for (var time = 0; time < 3; time++)
        {
            await stack.InvokeAsync(batch);
        }

        (await stack.ReadRecoveredAsync()).Count.ShouldBe(40);
        Counted(stack, MetricNames.EventsRedelivered).ShouldBe(80);
    }

    [Fact]
    public async Task A_warm_function_writes_a_page_and_its_done_item_a_batch_and_reads_nothing()
    {
        const int Batches = 3;
        await using var stack = await ReprocessorStack.StartAsync();
        await InvokeAsync(0);
        var cold = CallsByOperation(stack);

        for (var batch = 1; batch <= Batches; batch++)
        {
            await InvokeAsync(batch);
        }

        var warm = CallsByOperation(stack);
        // Two slots, for the two shards: each batch touches both logs.
        (warm["PutItem"] - cold["PutItem"]).ShouldBe(Batches * 2 * 2);
        warm.Remove("PutItem");
        cold.Remove("PutItem");
        warm.ShouldBe(cold, ignoreOrder: true);

        Task InvokeAsync(int batch) =>
            stack.InvokeAsync(
                KinesisPayload.Of(
                    Enumerable.Range(0, 100).Select(number => ErrorRecord.Event($"{batch}-{number}", $"key-{number}")),
                    first: 1_000 * (batch + 1)
                )
            );
    }

    private static Dictionary<string, double> CallsByOperation(ReprocessorStack stack) =>
        stack
            .Local.Metrics.Snapshot()
            .Where(metric => metric.Key.Name == MetricNames.DynamoDbCalls.Name)
            .ToDictionary(metric => metric.Key.Dimensions.All[0].Value, metric => metric.Value.Sum);

    /// <summary>What the functions reported to CloudWatch.</summary>
    private static double Counted(ReprocessorStack stack, MetricDefinition metric) =>
        stack.Local.Metrics.SumOf(metric.Name);

    private static DateOnly[] Days(IEnumerable<DateTimeOffset> times) =>
        [.. times.Select(time => DateOnly.FromDateTime(time.UtcDateTime)).Distinct()];
}
