using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

internal static class ShardLineage
{
    /// <summary>
    /// The shards that may be started: not started yet, and with no parent in the listing that is not finished. A parent that a complete
    /// listing does not have any more has expired, and nothing of it is left to wait for.
    /// </summary>
    public static IEnumerable<ShardDescription> Ready(
        IReadOnlyList<ShardDescription> listing,
        IReadOnlyCollection<ShardId> started,
        IReadOnlyCollection<ShardId> finished
    )
    {
        var unfinished = listing.Select(shard => shard.Id).Except(finished).ToHashSet();
        return listing.Where(shard =>
            !started.Contains(shard.Id) && !Blocks(shard.Parent) && !Blocks(shard.AdjacentParent)
        );

        bool Blocks(ShardId? parent) => parent is { } id && unfinished.Contains(id);
    }
}
