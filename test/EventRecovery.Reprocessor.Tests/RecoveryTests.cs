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

    /// <summary>What the functions reported to CloudWatch.</summary>
    private static double Counted(ReprocessorStack stack, MetricDefinition metric) =>
        stack.Local.Metrics.SumOf(metric.Name);

    private static DateOnly[] Days(IEnumerable<DateTimeOffset> times) =>
        [.. times.Select(time => DateOnly.FromDateTime(time.UtcDateTime)).Distinct()];
}
