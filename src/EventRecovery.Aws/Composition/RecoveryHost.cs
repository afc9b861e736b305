using System.Numerics;
using EventRecovery.Archive;
using EventRecovery.Audit.Reading;
using EventRecovery.Audit.Scheduled;
using EventRecovery.Aws.CloudWatch;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Aws.S3;
using EventRecovery.Claims;
using EventRecovery.Configuration;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Objects;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Replay.Inputs;
using EventRecovery.Replay.Running;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Validation;
using EventRecovery.Versions;
using Microsoft.Extensions.Logging;

namespace EventRecovery.Aws.Composition;

/// <summary>
/// Puts the parts of a function together, once a process: what the environment says, the clients, the engines. Nothing calls AWS
/// before the first invocation, so a cold start pays only for what it uses.
/// </summary>
/// <param name="recalculations">What this deployment can run; the last is what the Reprocessor runs.</param>
public sealed class RecoveryHost(
    RecoverySettings settings,
    IReadOnlyList<IRecalculation> recalculations,
    AwsClients clients,
    RecoveryMetrics metrics,
    EcsLoggerFactory loggers,
    TimeProvider time
) : IDisposable
{
    private readonly SystemEntropy entropy = new();
    private readonly Lazy<CloudWatchExporter> exporter = new(() =>
        new CloudWatchExporter(
            () => clients.CloudWatch,
            metrics,
            loggers.CreateLogger(nameof(CloudWatchExporter)),
            time
        )
    );
    private readonly Lazy<IObjectStore> objects = new(() =>
        settings.Folder is { } folder
            ? new FolderObjectStore(folder, new SystemEntropy())
            : new S3ObjectStore(clients.S3, settings.Bucket!)
    );

    private ReplayInputs? inputs;
    private TrialBaselines? baselines;

    public RecoveryMetrics Metrics { get; } = metrics;

    private TrialBaselines Baselines =>
        baselines ??= new TrialBaselines(
            recalculations,
            new EventReader(settings.Format, settings.Limits),
            objects.Value,
            new DynamoVersionStore(Table())
        );

    /// <summary>Reads the environment; what is wrong with it is logged, all of it, before anything else happens.</summary>
    /// <exception cref="SettingsException">The environment does not say what it must.</exception>
    public static RecoveryHost FromEnvironment(Func<RecoverySettings, IReadOnlyList<IRecalculation>> recalculations)
    {
        var service = Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME") ?? "event-recovery";
        var loggers = new EcsLoggerFactory(Console.OpenStandardOutput(), service, TimeProvider.System);
        try
        {
            var settings = RecoverySettings.Read(Environment.GetEnvironmentVariable);
            var metrics = new RecoveryMetrics();
            var host = new RecoveryHost(
                settings,
                recalculations(settings),
                new AwsClients(metrics),
                metrics,
                loggers,
                TimeProvider.System
            );
            // Listens from the start, so that nothing counted is missed.
            _ = host.exporter.Value;
            return host;
        }
        catch (SettingsException exception)
        {
            var logger = loggers.CreateLogger(nameof(RecoveryHost));
            HostLog.WrongConfiguration(logger, exception.Message);
            throw;
        }
    }

    private ReplayInputs Inputs =>
        inputs ??= new ReplayInputs(
            objects.Value,
            bucket => new S3ObjectStore(clients.S3, bucket),
            settings.Format,
            keysMatter: settings.ClaimSlots != 1,
            time
        );

    public ILogger Logger(string category) => loggers.CreateLogger(category);

    /// <summary>The engine of the deployed consumer, on the newest recalculation.</summary>
    public Task<RecoveryEngine> ConsumerEngineAsync(CancellationToken cancellationToken) =>
        EngineAsync(settings.Consumer, recalculations[^1], Table(), cancellationToken);

    /// <summary>Notes for people of how far the consumer has got.</summary>
    public HighWaterNotes ConsumerNotes() => new(new DynamoHighWaterMarks(Table()), settings.Consumer, time);

    /// <summary>What carries out replay requests.</summary>
    public ReplayRunner Runner() =>
        new(
            new MeteredShardReader(new KinesisShardReader(clients.Kinesis), Metrics),
            new DynamoRunStore(Table()),
            new DynamoCheckpointStore(Table()),
            WorkForAsync,
            [.. recalculations.Select(recalculation => recalculation.Version)],
            new StreamName(settings.RecoveredStream),
            Metrics,
            time,
            entropy,
            results: new ResultKeeping(
                objects.Value,
                new DynamoVersionStore(Table()),
                new StreamName(settings.RecoveredStream),
                Build.Version,
                Recalculations: recalculations
            ),
            inputs: Inputs,
            baselines: Baselines
        );

    /// <summary>What carries out audits.</summary>
    /// <exception cref="SettingsException">The environment does not say what to audit.</exception>
    public ScheduledAudit Audit()
    {
        var streams = new MeteredShardReader(new KinesisShardReader(clients.Kinesis), Metrics);
        return new ScheduledAudit(
            AuditSettings.Read(Environment.GetEnvironmentVariable),
            new SourceOpener(
                () => streams,
                bucket => new S3ObjectStore(clients.S3, bucket),
                time,
                entropy,
                settings.Limits.MaxBytes
            ),
            new SideFormat
            {
                Id = settings.Format.Id,
                Time = settings.Format.Timestamp,
                Key = settings.Format.OrderKey,
            },
            new ParkedSource(
                new DynamoParkedEvents(Table(), objects.Value, time),
                settings.Format.Id,
                settings.Limits,
                time
            ),
            recalculations[^1],
            objects.Value,
            new DynamoCompletenessLedger(Table()),
            streams,
            Path.GetTempPath(),
            time,
            entropy
        );
    }

    /// <summary>What keeps the records of an event source; null when the deployment recovers instead.</summary>
    public ArchiveWriter? Archive() =>
        settings.ArchivePrefix is { } prefix ? new ArchiveWriter(objects.Value, prefix) : null;

    /// <summary>Sends what was counted. Bounded in time, and never fails.</summary>
    public Task FlushMetricsAsync(CancellationToken cancellationToken) => exporter.Value.FlushAsync(cancellationToken);

    public void Dispose()
    {
        if (exporter.IsValueCreated)
        {
            exporter.Value.Dispose();
        }

        baselines?.Dispose();
        Metrics.Dispose();
        clients.Dispose();
        loggers.Dispose();
    }

    private async Task<ShardWork> WorkForAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var units = new WriteUnitTally();
        var recalculation = recalculations.First(known => known.Version == run.Definition.Version);
        var lineage = Lineage.Run(run.Id.ToString());
        var selection = await Inputs.SelectionAsync(run.Definition, cancellationToken);
        if (run.Definition.Mode == ReplayMode.Trial)
        {
            var trial = new TrialEngine(
                new EventReader(settings.Format, settings.Limits),
                recalculation,
                run.Definition.Trial ?? TrialRules.Default,
                new EventSample(run.Definition.Sample),
                await Baselines.OfAsync(run, cancellationToken),
                lineage.Name,
                selection is null ? null : selection.Includes
            );
            return new ShardWork(trial, units);
        }

        var engine = await EngineAsync(
            lineage,
            recalculation,
            Table(units),
            cancellationToken,
            selection is null ? null : selection.Includes
        );
        return new ShardWork(engine, units);
    }

    private async Task<RecoveryEngine> EngineAsync(
        Lineage lineage,
        IRecalculation recalculation,
        RecoveryTable table,
        CancellationToken cancellationToken,
        Func<Events.EventId, bool>? isWanted = null
    )
    {
        var layout = await LayoutAsync(recalculation.Version, table, cancellationToken);
        var events = new EventReader(settings.Format, settings.Limits);
        var writer = new KinesisRecordWriter(clients.Kinesis, new StreamName(settings.RecoveredStream));
        return new RecoveryEngine(
            new EngineOptions { Lineage = lineage, ClaimTimeout = settings.ClaimTimeout },
            new BatchReader(events, recalculation, layout, lineage, isWanted),
            new DynamoClaimStore(table, time),
            new ClaimMemory(),
            new OrderedPublisher(new MeteredRecordWriter(writer, Metrics), time, entropy),
            new MeteredParkingLot(new DynamoParkedEvents(table, objects.Value, time), Metrics),
            objects.Value,
            time,
            entropy
        );
    }

    private async Task<ClaimLayout> LayoutAsync(
        RecalculationVersion version,
        RecoveryTable table,
        CancellationToken cancellationToken
    )
    {
        var slots = settings.ClaimSlots ?? await SlotsFromShardsAsync(cancellationToken);
        var initial = new ClaimLayout(slots, settings.ClaimWindow);
        return await new DynamoClaimLayouts(table).GetOrCreateAsync(version.ToString(), initial, cancellationToken);
    }

    /// <summary>One slot an open shard of the recovered stream, rounded up to a power of two.</summary>
    private async Task<int> SlotsFromShardsAsync(CancellationToken cancellationToken)
    {
        var reader = new KinesisShardReader(clients.Kinesis);
        var stream = await reader.DescribeAsync(new StreamName(settings.RecoveredStream), cancellationToken);
        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(stream.OpenShards, 1, ClaimLayoutRule.MaxSlots));
    }

    private RecoveryTable Table(WriteUnitTally? tally = null) => new(clients.DynamoDb, settings.Table, Metrics, tally);
}
