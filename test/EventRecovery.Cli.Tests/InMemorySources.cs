using EventRecovery.Cli.Runtime;
using EventRecovery.Objects;
using EventRecovery.Streams;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;

namespace EventRecovery.Cli.Tests;

/// <summary>What an audit reads, in memory.</summary>
internal sealed class InMemorySources : SourceConnections
{
    public VirtualTime Time { get; } = new(Cli.Now.AddHours(-2));

    public InMemorySources() => Kinesis = new InMemoryKinesis(Time);

    public InMemoryKinesis Kinesis { get; }

    public InMemoryObjectStore Objects { get; } = new();

    public override IShardReader Streams => Kinesis;

    public List<(StreamName, TimeSpan)> Extended { get; } = [];

    public override IStreamRetention Retention => new Recorded(Extended);

    public override IObjectStore Bucket(string name) => Objects;

    public override void Dispose() { }

    private sealed class Recorded(List<(StreamName, TimeSpan)> extended) : IStreamRetention
    {
        public Task ExtendAsync(StreamName stream, TimeSpan to, CancellationToken cancellationToken)
        {
            extended.Add((stream, to));
            return Task.CompletedTask;
        }
    }
}
