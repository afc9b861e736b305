using EventRecovery.Streams;

namespace EventRecovery.Replay.Planning;

/// <summary>
/// Who came from whom among the shards of one complete listing. A split has one parent and two children, a merge two parents and
/// one child; a listing may hold the whole history of both, and parents that it names but no longer has, because they expired.
/// Takes time linear in the number of shards.
/// </summary>
public sealed class ShardLineage
{
    private readonly Dictionary<ShardId, ShardDescription> shards;
    private readonly Dictionary<ShardId, List<ShardId>> children = [];

    private ShardLineage(Dictionary<ShardId, ShardDescription> shards)
    {
        this.shards = shards;
        foreach (var shard in shards.Values)
        {
            foreach (var parent in DeclaredParents(shard).Where(shards.ContainsKey))
            {
                if (!children.TryGetValue(parent, out var list))
                {
                    children.Add(parent, list = new List<ShardId>(capacity: 2));
                }

                list.Add(shard.Id);
            }
        }

        InOrder = Sort();
        Problems = [.. LineageCheck.Find(this)];
    }

    /// <summary>Parents before children, and otherwise as they were listed. Shards in a cycle come last.</summary>
    public IReadOnlyList<ShardDescription> InOrder { get; }

    /// <summary>What cannot be true of a stream. Order cannot be promised on such a listing, so it is not planned on.</summary>
    public IReadOnlyList<LineageProblem> Problems { get; }

    /// <param name="listing">All pages of the listing. A shard that two pages tell of counts once, closed if either says so.</param>
    public static ShardLineage Of(IEnumerable<ShardDescription> listing)
    {
        var known = new Dictionary<ShardId, ShardDescription>();
        foreach (var shard in listing)
        {
            if (!known.TryAdd(shard.Id, shard) && !shard.IsOpen)
            {
                known[shard.Id] = shard;
            }
        }

        return new ShardLineage(known);
    }

    public ShardDescription? Find(ShardId id) => shards.GetValueOrDefault(id);

    /// <summary>The parents that a shard names, also those that have expired: none, one (split) or two (merge).</summary>
    public static IEnumerable<ShardId> DeclaredParents(ShardDescription shard)
    {
        if (shard.Parent is { } parent)
        {
            yield return parent;
        }

        if (shard.AdjacentParent is { } adjacent && adjacent != shard.Parent)
        {
            yield return adjacent;
        }
    }

    public IReadOnlyList<ShardId> ChildrenOf(ShardId id) =>
        children.TryGetValue(id, out var list) ? list : (IReadOnlyList<ShardId>)[];

    // Kahn's algorithm: a shard follows when the last of its listed parents has.
    private List<ShardDescription> Sort()
    {
        var missing = shards.Values.ToDictionary(
            shard => shard.Id,
            shard => DeclaredParents(shard).Count(shards.ContainsKey)
        );
        var order = new List<ShardDescription>(shards.Count);
        order.AddRange(shards.Values.Where(shard => missing[shard.Id] == 0));
        for (var i = 0; i < order.Count; i++)
        {
            foreach (var child in ChildrenOf(order[i].Id))
            {
                if (--missing[child] == 0)
                {
                    order.Add(shards[child]);
                }
            }
        }

        order.AddRange(shards.Values.Where(shard => missing[shard.Id] > 0));
        return order;
    }
}
