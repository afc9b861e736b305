using EventRecovery.Streams;

namespace EventRecovery.Replay.Planning;

/// <summary>Looks for what resharding never makes, so that a damaged or incomplete listing is not taken for a stream.</summary>
internal static class LineageCheck
{
    public static IEnumerable<LineageProblem> Find(ShardLineage lineage)
    {
        var before = new HashSet<ShardId>(lineage.InOrder.Count);
        foreach (var shard in lineage.InOrder)
        {
            if (Check(shard, lineage, before) is { } message)
            {
                yield return new LineageProblem(shard.Id, message);
            }

            before.Add(shard.Id);
        }
    }

    private static string? Check(ShardDescription shard, ShardLineage lineage, HashSet<ShardId> before)
    {
        if (shard is { Parent: null, AdjacentParent: null })
        {
            return null;
        }

        if (shard is { Parent: null, AdjacentParent: { } adjacent })
        {
            return $"names an adjacent parent, {adjacent}, and no parent";
        }

        var parents = ShardLineage.DeclaredParents(shard).Select(lineage.Find).OfType<ShardDescription>().ToList();
        if (parents.Find(parent => !before.Contains(parent.Id)) is { } later)
        {
            return $"descends from {later.Id}, which descends from it";
        }

        var allListed = parents.Count == ShardLineage.DeclaredParents(shard).Count;
        return parents.Count > 0 && allListed && !Covers(parents, shard.HashKeys)
            ? "holds keys that none of its parents held"
            : null;
    }

    // A split child holds a part of its parent's range; a merge child all of two ranges side by side.
    private static bool Covers(List<ShardDescription> parents, HashKeyRange range)
    {
        var next = range.Start;
        foreach (var keys in parents.Select(parent => parent.HashKeys).OrderBy(keys => keys.Start))
        {
            if (!keys.Contains(next))
            {
                continue;
            }

            if (keys.End >= range.End)
            {
                return true;
            }

            next = keys.End + 1;
        }

        return false;
    }
}
