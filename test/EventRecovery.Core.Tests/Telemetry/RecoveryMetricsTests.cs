using EventRecovery.Engine;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Streams;
using EventRecovery.Testing.Faults;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace EventRecovery.Telemetry;

public sealed class RecoveryMetricsTests : IDisposable
{
    private static readonly StreamName Recovered = new("recovered_events");

    private readonly RecoveryMetrics metrics = new();
    private readonly MetricTotals totals;

    public RecoveryMetricsTests() => totals = new MetricTotals(metrics);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        totals.Dispose();
        metrics.Dispose();
    }

    [Fact]
    public void A_batch_counts_what_became_of_its_events()
    {
        var counts = new BatchCounts(Read: 9, Recovered: 4, Duplicates: 3, Redelivered: 1, LostAppends: 2);

        metrics.Record(counts, TimeSpan.FromMilliseconds(250));

        totals.Of(MetricNames.Batches).ShouldBe(1);
        totals.Of(MetricNames.EventsRead).ShouldBe(9);
        totals.Of(MetricNames.EventsRecovered).ShouldBe(4);
        totals.Of(MetricNames.EventsDuplicates).ShouldBe(3);
        totals.Of(MetricNames.EventsRedelivered).ShouldBe(1);
        totals.Of(MetricNames.ClaimsLostAppends).ShouldBe(2);
        totals.Of(MetricNames.BatchDuration).ShouldBe(0.25);
    }

    [Fact]
    public async Task Parked_events_are_told_apart_by_reason()
    {
        var lot = new MeteredParkingLot(new InMemoryParking(), metrics);

        await lot.ParkAsync([Poison(1, "missing-id"), Poison(2, "not-json"), Poison(3, "not-json")], Token);

        totals.Of(MetricNames.EventsParked, "missing-id").ShouldBe(1);
        totals.Of(MetricNames.EventsParked, "not-json").ShouldBe(2);
    }

    [Fact]
    public void Reasons_beyond_32_different_ones_count_as_other()
    {
        foreach (var reason in Enumerable.Range(1, 40))
        {
            metrics.Parked($"reason-{reason}");
        }

        metrics.Parked("reason-1");

        totals.Of(MetricNames.EventsParked, "other").ShouldBe(8);
        totals.Of(MetricNames.EventsParked, "reason-1").ShouldBe(2);
    }

    [Fact]
    public async Task PutRecords_is_counted_by_what_it_accepted_and_refused()
    {
        var kinesis = new InMemoryKinesis(new FakeTimeProvider());
        kinesis.CreateStream(Recovered, shards: 1);
        var faults = new ScriptedFaults().Refuse((_, index) => index == 1);
        var writer = new MeteredRecordWriter(new FaultyRecordWriter(kinesis.WriterTo(Recovered), faults), metrics);

        await writer.PutAsync([Outgoing("a"), Outgoing("b"), Outgoing("c")], Token);
        faults.Throttle(Operation.PutRecords);
        await Should.ThrowAsync<TransientFailureException>(() => writer.PutAsync([Outgoing("b")], Token));

        totals.Of(MetricNames.PutRecordsCalls).ShouldBe(2);
        totals.Of(MetricNames.PutRecordsRecords).ShouldBe(2);
        totals.Of(MetricNames.PutRecordsRefused).ShouldBe(1);
        totals.Of(MetricNames.PutRecordsBytes).ShouldBe(2 * 5);
        totals.Of(MetricNames.Throttles, "Kinesis").ShouldBe(1);
    }

    [Fact]
    public async Task GetRecords_is_counted_also_when_it_brings_nothing()
    {
        var kinesis = new InMemoryKinesis(new FakeTimeProvider());
        kinesis.CreateStream(Recovered, shards: 1);
        kinesis.Put(Recovered, "k", new byte[7]);
        var reader = new MeteredShardReader(kinesis, metrics);
        var shard = (await reader.ListShardsAsync(Recovered, Token))[0].Id;
        var iterator = await reader.OpenAsync(Recovered, shard, new ShardStart.TrimHorizon(), Token);

        var page = await reader.ReadAsync(iterator, 100, Token);
        await reader.ReadAsync(page.Next!.Value, 100, Token);

        totals.Of(MetricNames.GetRecordsCalls).ShouldBe(2);
        totals.Of(MetricNames.GetRecordsRecords).ShouldBe(1);
        totals.Of(MetricNames.GetRecordsBytes).ShouldBe(7);
    }

    private static OutgoingRecord Outgoing(string key) => new(key, new(key), new byte[4]);

    private static ParkedEvent Poison(int sequence, string reason) =>
        new(
            new SourcePosition(
                new StreamName("error_events"),
                new ShardId("shardId-000000000000"),
                new RecordPosition(new SequenceNumber($"{sequence}"))
            ),
            DateTimeOffset.UnixEpoch,
            "k",
            reason,
            "",
            "rate-adjustment/1",
            default
        );
}
