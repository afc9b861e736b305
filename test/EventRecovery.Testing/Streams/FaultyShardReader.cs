using EventRecovery.Streams;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Testing.Streams;

/// <summary>A stream as one process reads it: with that process's faults around each call.</summary>
public sealed class FaultyShardReader(IShardReader inner, IFaults faults) : IShardReader
{
    public Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.DescribeStream,
            stream.Value,
            () => inner.DescribeAsync(stream, cancellationToken),
            cancellationToken
        );

    public Task<IReadOnlyList<ShardDescription>> ListShardsAsync(
        StreamName stream,
        CancellationToken cancellationToken
    ) =>
        faults.AroundAsync(
            Operation.ListShards,
            stream.Value,
            () => inner.ListShardsAsync(stream, cancellationToken),
            cancellationToken
        );

    public Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    ) =>
        faults.AroundAsync(
            Operation.OpenShard,
            $"{stream}/{shard}",
            () => inner.OpenAsync(stream, shard, start, cancellationToken),
            cancellationToken
        );

    public Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.ReadShard,
            iterator.Value,
            () => inner.ReadAsync(iterator, limit, cancellationToken),
            cancellationToken
        );
}
