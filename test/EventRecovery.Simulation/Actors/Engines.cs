using Amazon.DynamoDBv2;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Aws.S3;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Replay.Running;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Versions;

namespace EventRecovery.Simulation.Actors;

/// <summary>Puts the product's parts together as its host does: engine, adapters, and the calls of one process under them.</summary>
internal static class Engines
{
    private const string TableName = "recovery";
    private const string BucketName = "recovery";

    /// <summary>The two editions that are deployed.</summary>
    public static readonly IReadOnlyList<RateAdjustment> Recalculations =
    [
        new RateAdjustment(1.1m, edition: 1),
        new RateAdjustment(1.2m, edition: 2),
    ];

    public static RecoveryEngine Create(
        World world,
        SimulatedProcess process,
        Lineage lineage,
        IRecalculation recalculation,
        WriteUnitTally? tally = null
    )
    {
        var table = Table(world, process, tally);
        var objects = Objects(process);
        return new RecoveryEngine(
            new EngineOptions
            {
                Lineage = lineage,
                ClaimTimeout = world.Scenario.ClaimTimeout,
                ChunkEvents = world.Scenario.ChunkEvents,
            },
            new BatchReader(
                new EventReader(EventFormat.Default, JsonLimits.Default),
                recalculation,
                world.Scenario.Layout,
                lineage
            ),
            new DynamoClaimStore(table, process.Clock),
            new ClaimMemory(),
            new OrderedPublisher(
                new KinesisRecordWriter(process.Kinesis, SourceStreams.Recovered),
                process.Clock,
                process.Entropy
            ),
            new DynamoParkedEvents(table, objects, process.Clock),
            objects,
            process.Clock,
            process.Entropy
        );
    }

    public static ReplayRunner Runner(World world, SimulatedProcess process) =>
        new(
            new KinesisShardReader(process.Kinesis),
            new DynamoRunStore(Table(world, process)),
            new DynamoCheckpointStore(Table(world, process)),
            (run, _) =>
            {
                var tally = new WriteUnitTally();
                var recalculation = Recalculations.First(known => known.Version == run.Definition.Version);
                var engine = Create(world, process, Lineage.Run(run.Id.Value), recalculation, tally);
                return Task.FromResult(new ShardWork(engine, tally));
            },
            [.. Recalculations.Select(known => known.Version)],
            SourceStreams.Recovered,
            world.Metrics,
            process.Clock,
            process.Entropy,
            world.Scenario.Replay,
            Results(world, process)
        );

    private static ResultKeeping? Results(World world, SimulatedProcess process) =>
        world.Scenario.EventsPerObject == 0
            ? null
            : new ResultKeeping(
                Objects(process),
                new DynamoVersionStore(Table(world, process)),
                SourceStreams.Recovered,
                "simulation",
                world.Scenario.EventsPerObject,
                Recalculations
            );

    private static S3ObjectStore Objects(SimulatedProcess process) => new(process.S3, BucketName);

    private static RecoveryTable Table(World world, SimulatedProcess process, WriteUnitTally? tally = null) =>
        new(process.DynamoDb, TableName, world.Metrics, tally);
}
