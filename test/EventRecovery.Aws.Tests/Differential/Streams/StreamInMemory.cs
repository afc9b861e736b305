using EventRecovery.Streams;
using EventRecovery.Testing.Streams;

namespace EventRecovery.Aws.Tests.Differential.Streams;

/// <summary>The stream of the tests and of the simulation.</summary>
internal sealed class StreamInMemory(StreamName stream, InMemoryKinesis kinesis)
    : StreamSystem(stream, kinesis, kinesis.WriterTo(stream))
{
    public override Task CreateAsync(int shards, CancellationToken token)
    {
        kinesis.CreateStream(Stream, shards);
        return Task.CompletedTask;
    }

    public override Task DeleteAsync(CancellationToken token)
    {
        kinesis.DeleteStream(Stream);
        return Task.CompletedTask;
    }

    public override Task SplitAsync(ShardId shard, UInt128 at, CancellationToken token)
    {
        kinesis.Split(Stream, shard, at);
        return Task.CompletedTask;
    }

    public override Task MergeAsync(ShardId shard, ShardId adjacent, CancellationToken token)
    {
        kinesis.Merge(Stream, shard, adjacent);
        return Task.CompletedTask;
    }

    public override Task TickAsync(CancellationToken token) =>
        Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, token);
}
