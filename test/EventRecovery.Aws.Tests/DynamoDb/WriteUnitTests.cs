using EventRecovery.Aws.DynamoDb;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Telemetry;

namespace EventRecovery.Aws.Tests.DynamoDb;

/// <summary>What DynamoDB itself says that the writes cost.</summary>
public sealed class WriteUnitTests : IDisposable
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly StreamName Stream = new("error_events");
    private static readonly ShardId Shard = new("shardId-000000000007");

    private readonly RecoveryMetrics metrics = new();
    private readonly MetricTotals totals;
    private readonly RecoveryTable table;

    public WriteUnitTests(Cloud cloud)
    {
        totals = new MetricTotals(metrics);
        table = cloud.Table(metrics);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ClaimLogId Log => new(TestContext.Current.Test!.UniqueID, 0, 1, Eight);

    public void Dispose()
    {
        totals.Dispose();
        metrics.Dispose();
    }

    [Fact]
    public async Task A_batch_of_500_costs_at_most_14_units_in_two_writes()
    {
        var store = new DynamoClaimStore(table, TimeProvider.System);

        await store.AppendAsync(Log, Page(entries: 500), Token);
        totals.Of(MetricNames.DynamoDbWriteUnits).ShouldBeInRange(12, 13);
        await store.WriteDoneAsync(Log, page: 1, PublishedEntries.All, Token);

        totals.Of(MetricNames.DynamoDbWriteUnits).ShouldBeInRange(13, 14);
        totals.Of(MetricNames.DynamoDbCalls).ShouldBe(2);
        totals.Of(MetricNames.DynamoDbCalls, "PutItem").ShouldBe(2);
        totals.Of(MetricNames.DynamoDbReadUnits).ShouldBe(0);
    }

    [Fact]
    public async Task A_done_item_with_every_second_entry_costs_one_unit()
    {
        var store = new DynamoClaimStore(table, TimeProvider.System);

        var published = PublishedEntries.Some([.. Enumerable.Range(0, 5_000).Select(index => index % 2 == 0)]);
        await store.WriteDoneAsync(Log, page: 1, published, Token);

        totals.Of(MetricNames.DynamoDbWriteUnits).ShouldBe(1);
    }

    [Fact]
    public async Task A_cold_start_reads_each_kilobyte_once()
    {
        var store = new DynamoClaimStore(table, TimeProvider.System);
        await store.AppendAsync(Log, Page(entries: 500), Token);
        totals.Reset();

        await store.ReadAsync(Log, fromPage: 1, Token);

        // Strongly consistent: one unit each 4 KB begun.
        totals.Of(MetricNames.DynamoDbReadUnits).ShouldBeInRange(3, 4);
        totals.Of(MetricNames.DynamoDbCalls, "Query").ShouldBe(1);
    }

    [Fact]
    public async Task A_checkpoint_costs_one_unit_even_with_every_field_set()
    {
        var store = new DynamoCheckpointStore(table);
        var run = new RunId(TestContext.Current.Test!.UniqueID[..RunId.MaxLength]);
        var key = new ShardKey(new StreamName(new string('s', 128)), Eight, Shard);
        var lease = new Lease(new string('o', 36), Eight.AddTicks(1), Fence: 1_000_000);
        const long Many = 1_000_000_000;
        var full = new ShardCheckpoint(
            key,
            lease,
            new ShardPosition.After(new RecordPosition(new SequenceNumber(new string('9', 56)), 10_000)),
            Revision: 1_000_000
        )
        {
            ReadUpTo = Eight.AddTicks(1),
            ReachedWindow = true,
            Counts = new ReplayCounts(
                Many,
                Many,
                Many,
                Many,
                Many,
                Many + 0.5m,
                new BatchCounts(Many, Many, Many, Many, Many, Many, Many, Many, Many)
            ),
        };

        await store.AcquireAsync(run, seen: null, full, Token);
        await store.SaveAsync(run, full, Token);

        totals.Of(MetricNames.DynamoDbWriteUnits).ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_condition_is_counted_as_a_call()
    {
        var store = new DynamoClaimStore(table, TimeProvider.System);
        await store.AppendAsync(Log, Page(entries: 3), Token);

        await store.AppendAsync(Log, Page(entries: 3), Token);

        totals.Of(MetricNames.DynamoDbCalls).ShouldBe(2);
        totals.Of(MetricNames.DynamoDbWriteUnits).ShouldBe(1);
    }

    private static ClaimPage Page(int entries) =>
        new(
            1,
            new Writer(Lineage.Consumer("reprocessor"), Stream, Shard),
            Eight,
            Token: UInt128.One,
            [
                .. Enumerable
                    .Range(0, entries)
                    .Select(index => new ClaimEntry(new EventDigest((UInt128)index), new SourceDigest((ulong)index))),
            ]
        );
}
