using EventRecovery.Claims;
using EventRecovery.Publishing;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Testing.Claims;
using EventRecovery.Testing.Faults;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;

namespace EventRecovery.Engine;

/// <summary>One process of a world, with faults and memory of its own.</summary>
internal sealed class EngineProcess
{
    private readonly EngineWorld world;
    private readonly RecoveryEngine engine;

    public EngineProcess(EngineWorld world, Lineage lineage, IFaults? faults = null)
    {
        this.world = world;
        var around = faults ?? Faults;
        // Not string.GetHashCode: it differs from run to run, and so would the tokens that decide races.
        var entropy = new SeededEntropy(lineage.Value.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter)));
        engine = new RecoveryEngine(
            new EngineOptions { Lineage = lineage },
            EngineWorld.Reader(world.Layout, lineage),
            new FaultyClaimStore(world.Claims, around),
            new ClaimMemory(),
            new OrderedPublisher(
                new FaultyRecordWriter(world.Kinesis.WriterTo(EngineWorld.Recovered), around),
                world.Time,
                entropy
            ),
            new FaultyParkingLot(world.Parking, around),
            new FaultyObjectStore(world.Objects, around),
            world.Time,
            entropy
        );
    }

    public ScriptedFaults Faults { get; } = new();

    public Task<BatchOutcome> ProcessAsync(ShardBatch batch, TimeSpan? remaining = null) =>
        engine.ProcessAsync(
            batch,
            new Deadline(world.Time, world.Time.GetUtcNow() + (remaining ?? TimeSpan.FromMinutes(5))),
            TestContext.Current.CancellationToken
        );
}
