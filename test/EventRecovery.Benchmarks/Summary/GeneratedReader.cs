using System.Globalization;
using EventRecovery.Streams;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>One shard whose records are made when they are read: a million of them take no memory but the reader's own.</summary>
internal sealed class GeneratedReader(int events) : IShardReader
{
    private static readonly ShardDescription Shard = new(
        Engines.Shard,
        Parent: null,
        AdjacentParent: null,
        HashKeyRange.All,
        SomeRecords.Sequence(0),
        SomeRecords.Sequence(int.MaxValue)
    );

    public Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken) =>
        Task.FromResult(
            new StreamDescription(stream, SomeRecords.At.AddHours(-1), TimeSpan.FromDays(365), OpenShards: 0)
        );

    public Task<IReadOnlyList<ShardDescription>> ListShardsAsync(
        StreamName stream,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<ShardDescription>>([Shard]);

    public Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    ) => Task.FromResult(new ShardIterator("0"));

    public Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken)
    {
        var first = int.Parse(iterator.Value, CultureInfo.InvariantCulture);
        var count = Math.Min(limit, events - first);
        var next = first + count;
        return Task.FromResult(
            new ShardPage(
                [.. Enumerable.Range(first, count).Select(SomeRecords.Record)],
                next == events ? null : new ShardIterator(next.ToString(CultureInfo.InvariantCulture)),
                TimeSpan.FromMilliseconds(events - next)
            )
        );
    }
}
