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
            foreach (var parent in DeclaredParents(shard))
            {
                if (!shards.ContainsKey(parent))
                {
                    continue;
                }

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
    public static IReadOnlyList<ShardId> DeclaredParents(ShardDescription shard) =>
        (shard.Parent, shard.AdjacentParent) switch
        {
            (null, null) => [],
            ({ } parent, null) => [parent],
            (null, { } adjacent) => [adjacent],
            ({ } parent, { } adjacent) => parent == adjacent ? [parent] : [parent, adjacent],
        };

    public IReadOnlyList<ShardId> ChildrenOf(ShardId id) =>
        children.TryGetValue(id, out var list) ? list : (IReadOnlyList<ShardId>)[];

    // Kahn's algorithm: a shard follows when the last of its listed parents has.
    private List<ShardDescription> Sort()
    {
        var missing = new Dictionary<ShardId, int>();
        var order = new List<ShardDescription>(shards.Count);
        foreach (var shard in shards.Values)
        {
            var parents = DeclaredParents(shard).Count(shards.ContainsKey);
            if (parents == 0)
            {
                order.Add(shard);
            }
            else
            {
                missing.Add(shard.Id, parents);
            }
        }

        for (var i = 0; i < order.Count; i++)
        {
            foreach (var child in ChildrenOf(order[i].Id))
            {
                if (--missing[child] == 0)
                {
                    missing.Remove(child);
                    order.Add(shards[child]);
                }
            }
        }

        order.AddRange(shards.Values.Where(shard => missing.ContainsKey(shard.Id)));
        return order;
    }
}
