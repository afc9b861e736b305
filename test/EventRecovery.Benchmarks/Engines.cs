using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;

namespace EventRecovery.Benchmarks;

internal static class Engines
{
    public static readonly StreamName Errors = new("error_events");
    public static readonly ShardId Shard = new("shardId-000000000000");

    public static RecoveryEngine Consumer(IClaimStore claims, IRecordWriter writer) =>
        Create(Lineage.Consumer("reprocessor"), slots: 1, claims, writer);

    /// <summary>With a memory of its own: cold until its first batch.</summary>
    public static RecoveryEngine Create(Lineage lineage, int slots, IClaimStore claims, IRecordWriter writer) =>
        new(
            new EngineOptions { Lineage = lineage },
            new BatchReader(
                new EventReader(EventFormat.Default, JsonLimits.Default),
                new RateAdjustment(),
                new ClaimLayout(slots, window: TimeSpan.FromHours(1)),
                lineage
            ),
            claims,
            new ClaimMemory(),
            new OrderedPublisher(writer, TimeProvider.System, new SystemEntropy()),
            new InMemoryParking(),
            new InMemoryObjectStore(),
            TimeProvider.System,
            new SystemEntropy()
        );

    public static async Task ProcessAsync(RecoveryEngine engine, IReadOnlyList<StreamRecord> records)
    {
        var deadline = Deadline.After(TimeProvider.System, TimeSpan.FromMinutes(5), TimeSpan.Zero);
        var outcome = await engine.ProcessAsync(
            new ShardBatch(Errors, Shard, records),
            deadline,
            CancellationToken.None
        );
        if (!outcome.IsComplete || outcome.Counts.Recovered != records.Count)
        {
            throw new InvalidOperationException(
                $"Only {outcome.Counts.Recovered} of {records.Count} events were recovered."
            );
        }
    }
}
