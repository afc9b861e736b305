using EventRecovery.Aws;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Aws.S3;
using EventRecovery.Objects;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Runtime;

/// <summary>What an audit reads from besides files: on AWS, or wherever the standard endpoint variables point.</summary>
internal abstract class SourceConnections : IDisposable
{
    public abstract IShardReader Streams { get; }

    public abstract IStreamRetention Retention { get; }

    public abstract IObjectStore Bucket(string name);

    public abstract void Dispose();
}

internal sealed class AwsSourceConnections : SourceConnections
{
    private readonly AwsClients clients = new();

    public override IShardReader Streams => new KinesisShardReader(clients.Kinesis);

    public override IStreamRetention Retention => new KinesisRetention(clients.Kinesis);

    public override IObjectStore Bucket(string name) => new S3ObjectStore(clients.S3, name);

    public override void Dispose() => clients.Dispose();
}
