using EventRecovery.Streams;

namespace EventRecovery.Cli.Stack;

/// <summary>Reads everything that a stream holds now: shard by shard, each in its order.</summary>
internal static class StreamContents
{
    private const int PageSize = 1_000;

    public static async Task<IReadOnlyList<StreamRecord>> ReadAsync(
        IShardReader reader,
        StreamName stream,
        CancellationToken cancellationToken
    ) => [.. (await ReadShardsAsync(reader, stream, cancellationToken)).SelectMany(shard => shard.Records)];

    public static async Task<IReadOnlyList<ShardContents>> ReadShardsAsync(
        IShardReader reader,
        StreamName stream,
        CancellationToken cancellationToken
    )
    {
        var shards = await reader.ListShardsAsync(stream, cancellationToken);
        return await Task.WhenAll(
            shards.Select(async shard => new ShardContents(
                shard.Id,
                await ReadAsync(reader, stream, shard.Id, cancellationToken)
            ))
        );
    }

    /// <summary>One shard from its beginning.</summary>
    public static async Task<List<StreamRecord>> ReadAsync(
        IShardReader reader,
        StreamName stream,
        ShardId shard,
        CancellationToken cancellationToken
    )
    {
        var records = new List<StreamRecord>();
        ShardIterator? next = await reader.OpenAsync(stream, shard, new ShardStart.TrimHorizon(), cancellationToken);
        while (next is { } iterator)
        {
            var page = await reader.ReadAsync(iterator, PageSize, cancellationToken);
            records.AddRange(page.Records);
            // An empty page is no end; an empty one at the tip is.
            var isTip = page.Records.Count == 0 && page.BehindLatest <= TimeSpan.Zero;
            next = isTip ? null : page.Next;
        }

        return records;
    }
}

internal sealed record ShardContents(ShardId Shard, IReadOnlyList<StreamRecord> Records);
