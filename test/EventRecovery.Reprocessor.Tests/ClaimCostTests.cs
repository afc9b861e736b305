using EventRecovery.Aws.DynamoDb;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Reprocessor.Tests.Stack;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Telemetry;
using EventRecovery.Testing.Time;

namespace EventRecovery.Reprocessor.Tests;

/// <summary>
/// What recovery costs, counted from DynamoDB's answers. The engine runs in this process, an instance a shard as Lambda has them, with
/// the function's own DynamoDB adapters on the emulator; only the streams are in memory, as the emulated Kinesis takes 600 records a second.
/// </summary>
public sealed class ClaimCostTests : IDisposable
{
    private const int Shards = 4;
    private const int BatchSize = 500;
    private const int Events = 7_500;
    private const int Copies = 2_450;
    private const int Poison = 50;
    private const int Total = Events + Copies + Poison;
    private const string Table = "costs";

    private static readonly StreamName Errors = new("error_events");
    private static readonly StreamName Recovered = new("recovered_events");

    private readonly Emulators emulators;
    private readonly InMemoryKinesis kinesis = new(TimeProvider.System);
    private readonly RecoveryMetrics claimMetrics = new();
    private readonly RecoveryMetrics parkingMetrics = new();
    private readonly MetricTotals claims;
    private readonly MetricTotals parking;

    public ClaimCostTests(Emulators emulators)
    {
        this.emulators = emulators;
        (claims, parking) = (new MetricTotals(claimMetrics), new MetricTotals(parkingMetrics));
        kinesis.CreateStream(Errors, Shards);
        kinesis.CreateStream(Recovered, Shards);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_error_events_have_one_winner_each_and_cost_at_most_30_write_units_a_thousand()
    {
        await emulators.CreateTableAsync(Table);
        PutErrors();
        var batches = Batches();

        var outcomes = await Task.WhenAll(batches.Select(shard => RecoverAsync([.. shard])));

        var counts = outcomes.Aggregate((sum, next) => sum + next);
        counts.ShouldBe(new BatchCounts(Read: Total, Recovered: Events, Duplicates: Copies, Parked: Poison));
        ShouldHaveOneWinnerEach();
        ShouldWriteTwiceABatchAndReadOnce(batches.Sum(shard => shard.Count()));
        ShouldCostLittle();
    }

    public void Dispose()
    {
        claims.Dispose();
        parking.Dispose();
        claimMetrics.Dispose();
        parkingMetrics.Dispose();
    }

    private void PutErrors()
    {
        var poison = Enumerable.Range(0, Poison).Select(number => ErrorRecord.Of("not an event", $"key-{number}"));
        ErrorRecord[] records = [.. ErrorRecord.Shuffled(seed: 4, Events, Copies, keys: 200), .. poison];
        new Random(5).Shuffle(records);
        foreach (var record in records)
        {
            kinesis.Put(Errors, record.Key, record.Data);
        }
    }

    private IReadOnlyList<IGrouping<ShardId, ShardBatch>> Batches() =>
        [
            .. kinesis
                .Records(Errors)
                .GroupBy(put => put.Shard, put => put.Record)
                .SelectMany(shard => shard.Chunk(BatchSize).Select(some => new ShardBatch(Errors, shard.Key, some)))
                .GroupBy(batch => batch.Shard),
        ];

    private async Task<BatchCounts> RecoverAsync(IReadOnlyList<ShardBatch> batches)
    {
        var entropy = new SeededEntropy(batches[0].Shard.Value[^1]);
        var lineage = Lineage.Consumer("reprocessor");
        var objects = new InMemoryObjectStore();
        var time = TimeProvider.System;
        var engine = new RecoveryEngine(
            new EngineOptions { Lineage = lineage },
            new BatchReader(
                new EventReader(EventFormat.Default, JsonLimits.Default),
                new RateAdjustment(),
                new ClaimLayout(Shards, TimeSpan.FromHours(1)),
                lineage
            ),
            new DynamoClaimStore(new RecoveryTable(emulators.DynamoDb, Table, claimMetrics), time),
            new ClaimMemory(),
            new OrderedPublisher(kinesis.WriterTo(Recovered), time, entropy),
            new DynamoParkedEvents(new RecoveryTable(emulators.DynamoDb, Table, parkingMetrics), objects, time),
            objects,
            time,
            entropy
        );
        var counts = default(BatchCounts);
        foreach (var batch in batches)
        {
            var deadline = Deadline.ForInvocation(time, TimeSpan.FromMinutes(5));
            var outcome = await engine.ProcessAsync(batch, deadline, Token);
            outcome.IsComplete.ShouldBeTrue();
            counts += outcome.Counts;
        }

        return counts;
    }

    private void ShouldHaveOneWinnerEach()
    {
        var events = kinesis.Records(Errors).Select(put => put.Record).Where(record => record.Data.Span[0] == '{');
        var verification = Verification.Of(events, kinesis.Records(Recovered).Select(put => put.Record));
        verification.ShouldBe(new Verification(Missing: 0, Wrong: 0, OutOfOrder: 0, Rivals: 0, Copies: 0));
    }

    /// <summary>A page and its done item, and on a shard's first batch the one read of its log. Nothing else.</summary>
    private void ShouldWriteTwiceABatchAndReadOnce(int batches)
    {
        claims.Of(MetricNames.DynamoDbCalls, "PutItem").ShouldBe(2 * batches);
        claims.Of(MetricNames.DynamoDbCalls, "Query").ShouldBe(Shards);
        claims.Of(MetricNames.DynamoDbCalls).ShouldBe((2 * batches) + Shards);
    }

    /// <summary>All that DynamoDB says it was: pages, done items and parked events, over all error events.</summary>
    private void ShouldCostLittle()
    {
        var claimed = claims.Of(MetricNames.DynamoDbWriteUnits);
        var parked = parking.Of(MetricNames.DynamoDbWriteUnits);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{claimed} write units for claims and {parked} for {Poison} parked events: {(claimed + parked) * 1000 / Total:F1} "
                + $"per 1,000 error events; claims alone {claimed * 1000 / Events:F1} per 1,000 recovered events"
        );
        ((claimed + parked) * 1000 / Total).ShouldBeLessThanOrEqualTo(30);
        (claimed * 1000 / Events).ShouldBeLessThanOrEqualTo(30);
    }
}
