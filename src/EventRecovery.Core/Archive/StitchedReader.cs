using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Archive;

/// <summary>
/// One window from two places: what arrived before the seam from the archive, what arrived since from the stream. The archive's
/// shards are the parents of the stream's oldest, so a key's events come from the archive first.
/// An archive that does not tell arrival times gives an hour too much rather than too little, and the claims settle it.
/// <code>
///      archive              seam               stream
///   ├──────────────────────────┼────────────────────────────┤
///  from                                                     to
/// </code>
/// </summary>
public sealed class StitchedReader(
    IShardReader live,
    ArchiveReader archive,
    ReplayWindow window,
    DateTimeOffset seam,
    TimeProvider time
) : IShardReader
{
    /// <summary>Reaches back as far as the window does, since the archive does.</summary>
    public async Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken)
    {
        var real = await live.DescribeAsync(stream, cancellationToken);
        var needed = time.GetUtcNow() - window.From + TimeSpan.FromDays(1);
        return real with { Retention = needed > real.Retention ? needed : real.Retention };
    }

    public async Task<IReadOnlyList<ShardDescription>> ListShardsAsync(
        StreamName stream,
        CancellationToken cancellationToken
    )
    {
        var listing = await live.ListShardsAsync(stream, cancellationToken);
        var listed = listing.Select(shard => shard.Id).ToHashSet();
        var parents = ArchiveReader.Shards;
        return
        [
            .. parents,
            .. listing.Select(shard =>
                IsListed(shard.Parent) || IsListed(shard.AdjacentParent)
                    ? shard
                    : shard with
                    {
                        Parent = parents[0].Id,
                        AdjacentParent = parents[1].Id,
                    }
            ),
        ];

        bool IsListed(ShardId? parent) => parent is { } id && listed.Contains(id);
    }

    public async Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    )
    {
        if (ArchiveReader.Has(shard))
        {
            return await archive.OpenAsync(shard, start, cancellationToken);
        }

        if (start is ShardStart.TrimHorizon or ShardStart.AtTimestamp && seam < window.To)
        {
            await CheckReachAsync(stream, cancellationToken);
            start = start is ShardStart.AtTimestamp { Time: var at } && at > seam ? start : AtSeam();
        }

        return await live.OpenAsync(stream, shard, start, cancellationToken);
    }

    public async Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken)
    {
        if (ArchiveReader.Has(iterator))
        {
            return await archive.ReadAsync(iterator, limit, cancellationToken);
        }

        var page = await live.ReadAsync(iterator, limit, cancellationToken);
        return page.Records.All(record => record.ArrivedAt >= seam)
            ? page
            : page with
            {
                Records = [.. page.Records.Where(record => record.ArrivedAt >= seam)],
            };
    }

    // One second early, as the client rounds; never in the service's future.
    private ShardStart.AtTimestamp AtSeam()
    {
        var latest = time.GetUtcNow() - TimeSpan.FromSeconds(5);
        var at = seam - TimeSpan.FromSeconds(1);
        return new ShardStart.AtTimestamp(at < latest ? at : latest);
    }

    private async Task CheckReachAsync(StreamName stream, CancellationToken cancellationToken)
    {
        var real = await live.DescribeAsync(stream, cancellationToken);
        var oldest = time.GetUtcNow() - real.Retention;
        if (seam < oldest)
        {
            throw new SeamLostException(seam, oldest);
        }
    }
}
