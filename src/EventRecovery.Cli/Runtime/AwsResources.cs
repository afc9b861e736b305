using EventRecovery.Audit.Ledger;
using EventRecovery.Aws;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Aws.S3;
using EventRecovery.Configuration;
using EventRecovery.Objects;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Runtime;

/// <summary>The resources of an account, or of whatever the standard endpoint variables point to.</summary>
internal sealed class AwsResources : Resources
{
    private readonly AwsClients clients = new();
    private readonly RecoveryMetrics metrics = new();

    public AwsResources(string table, Func<string, string?> variable, TimeProvider time, IEntropy entropy)
    {
        var items = new RecoveryTable(clients.DynamoDb, table, metrics);
        Objects = ObjectsOf(variable, entropy);
        Parked = new DynamoParkedEvents(items, Objects, time);
        Versions = new DynamoVersionStore(items);
        Runs = new DynamoRunStore(items);
        Checkpoints = new DynamoCheckpointStore(items);
        Ledger = new DynamoCompletenessLedger(items);
    }

    public override IParkedEvents Parked { get; }

    public override IRunStore Runs { get; }

    public override ICheckpointStore Checkpoints { get; }

    public override ICompletenessLedger Ledger { get; }

    public override IVersionStore Versions { get; }

    public override IObjectStore Objects { get; }

    public override IRecordWriter WriterTo(StreamName stream) => new KinesisRecordWriter(clients.Kinesis, stream);

    public override ValueTask DisposeAsync()
    {
        clients.Dispose();
        metrics.Dispose();
        return ValueTask.CompletedTask;
    }

    private IObjectStore ObjectsOf(Func<string, string?> variable, IEntropy entropy) =>
        variable(Variables.Folder) is { Length: > 0 } folder ? new FolderObjectStore(folder, entropy)
        : variable(Variables.Bucket) is { Length: > 0 } bucket ? new S3ObjectStore(clients.S3, bucket)
        : new UnknownObjectStore();
}
