using System.Text;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Telemetry;
using EventRecovery.Testing.Time;

namespace EventRecovery.Aws.Tests.Engine;

/// <summary>What recovery costs, as DynamoDB itself reports it.</summary>
public sealed class RecoveryCostTests : IAsyncLifetime
{
    private const int Shards = 4;
    private const int BatchSize = 500;

    private static readonly StreamName Errors = new("error_events");
    private static readonly StreamName Recovered = new("recovered_events");

    private readonly Cloud cloud;
    private readonly RecoveryMetrics metrics = new();
    private readonly MetricTotals totals;
    private readonly RecoveryTable table;
    private readonly InMemoryKinesis kinesis = new(TimeProvider.System);
    private readonly InMemoryParking parking = new();

    public RecoveryCostTests(Cloud cloud)
    {
        totals = new MetricTotals(metrics);
        this.cloud = cloud;
        table = new RecoveryTable(cloud.Clients.DynamoDb, $"cost-{TestContext.Current.Test!.UniqueID}", metrics);
        kinesis.CreateStream(Errors, Shards);
        kinesis.CreateStream(Recovered, Shards);
    }

    public async ValueTask InitializeAsync() =>
        await RecoveryTableSetup.EnsureAsync(
            cloud.Clients.DynamoDb,
            table.Name,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

    public ValueTask DisposeAsync()
    {
        totals.Dispose();
        metrics.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Ten_thousand_duplicated_shuffled_and_partly_poison_events_cost_at_most_30_units_per_thousand()
    {
        var (good, poison) = PutErrors(events: 10_000);

        var counts = await Task.WhenAll(Enumerable.Range(0, Shards).Select(ProcessShardAsync));

        counts.Sum(count => count.Recovered).ShouldBe(good);
        counts.Sum(count => count.Parked).ShouldBe(poison);
        var published = kinesis.Records(Recovered).Select(put => IdOf(put.Record.Data)).ToList();
        published.Count.ShouldBe(good);
        published.ShouldBeUnique();
        totals.Of(MetricNames.DynamoDbWriteUnits).ShouldBeLessThanOrEqualTo(30 * 10);
    }

    [Fact]
    public async Task A_warm_batch_is_two_writes_and_no_read()
    {
        PutErrors(events: Shards * 1_500, copies: 1, poisonEvery: int.MaxValue);
        var engine = Engine(shard: 0);
        var batches = BatchesOf(shard: 0);
        await ProcessAsync(engine, batches[0]);
        totals.Reset();

        var counts = await ProcessAsync(engine, batches[1]);

        counts.Recovered.ShouldBe(BatchSize);
        totals.Of(MetricNames.DynamoDbCalls, "PutItem").ShouldBe(2);
        totals.Of(MetricNames.DynamoDbCalls).ShouldBe(2);
        totals.Of(MetricNames.DynamoDbReadUnits).ShouldBe(0);
        totals.Of(MetricNames.DynamoDbWriteUnits).ShouldBeLessThanOrEqualTo(14);
    }

    private static string IdOf(ReadOnlyMemory<byte> data) =>
        new EventReader(EventFormat.Default, JsonLimits.Default).Read(data).Event.ShouldNotBeNull().Id.Value;

    private (int Good, int Poison) PutErrors(int events, int copies = 2, int poisonEvery = 100)
    {
        var order = Enumerable.Range(0, events).ToArray();
        new Random(42).Shuffle(order);
        var (good, poison) = (new HashSet<int>(), 0);
        foreach (var number in order.Select(index => index / copies))
        {
            var isPoison = number % poisonEvery == poisonEvery - 1;
            var value = isPoison ? "\"none\"" : $"{number}";
            var body = $$"""{"id":"e{{number}}","timestamp":"2026-11-22T08:00:00Z","original_value":{{value}}}""";
            kinesis.Put(Errors, $"key {number % 997}", Encoding.UTF8.GetBytes(body));
            poison += isPoison ? 1 : 0;
            if (!isPoison)
            {
                good.Add(number);
            }
        }

        return (good.Count, poison);
    }

    private async Task<BatchCounts> ProcessShardAsync(int shard)
    {
        var engine = Engine(shard);
        var counts = default(BatchCounts);
        foreach (var batch in BatchesOf(shard))
        {
            counts += await ProcessAsync(engine, batch);
        }

        return counts;
    }

    private static async Task<BatchCounts> ProcessAsync(RecoveryEngine engine, ShardBatch batch)
    {
        var deadline = Deadline.After(TimeProvider.System, TimeSpan.FromMinutes(5), TimeSpan.Zero);
        var outcome = await engine.ProcessAsync(batch, deadline, TestContext.Current.CancellationToken);
        outcome.IsComplete.ShouldBeTrue();
        return outcome.Counts;
    }

    private List<ShardBatch> BatchesOf(int shard)
    {
        var id = new ShardId($"shardId-{shard:D12}");
        return
        [
            .. kinesis
                .Records(Errors)
                .Where(put => put.Shard == id)
                .Select(put => put.Record)
                .Chunk(BatchSize)
                .Select(records => new ShardBatch(Errors, id, records)),
        ];
    }

    private RecoveryEngine Engine(int shard)
    {
        var lineage = Lineage.Consumer(TestContext.Current.Test!.UniqueID);
        var layout = new ClaimLayout(Shards, TimeSpan.FromHours(1));
        var entropy = new SeededEntropy(shard);
        return new RecoveryEngine(
            new EngineOptions { Lineage = lineage },
            new BatchReader(
                new EventReader(EventFormat.Default, JsonLimits.Default),
                new RateAdjustment(),
                layout,
                lineage
            ),
            new DynamoClaimStore(table, TimeProvider.System),
            new ClaimMemory(),
            new OrderedPublisher(kinesis.WriterTo(Recovered), TimeProvider.System, entropy),
            parking,
            new InMemoryObjectStore(),
            TimeProvider.System,
            entropy
        );
    }
}
