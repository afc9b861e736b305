using EventRecovery.Replay.Planning;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Costs;

/// <param name="Time">How long a replay takes at least because of it.</param>
public sealed record TimeBound(TimeLimit Limit, TimeSpan Time);

public enum TimeLimit
{
    /// <summary>What a replay takes of a shard's read limits, and the records a second that the request allows; children after parents.</summary>
    ShardReads,

    /// <summary>Shards that are worked on at once.</summary>
    Workers,

    /// <summary>1,000 records and 1 MB a second into each shard of the recovered stream.</summary>
    RecoveredStream,

    /// <summary>Write units a second of the table.</summary>
    TableWrites,
}

/// <summary>From how long each shard takes to how long the run does: pure.</summary>
internal static class TimeBounds
{
    /// <summary>Writing into a shard (Kinesis Data Streams, Quotas and limits).</summary>
    private const double ShardRecordsPerSecond = 1_000;
    private const double ShardBytesPerSecond = 1_000_000;

    public static IReadOnlyList<TimeBound> Of(
        ReplayPlan plan,
        IReadOnlyDictionary<ShardId, double> seconds,
        (double Records, double Bytes) output,
        long writeUnits,
        CostAssumptions assumptions
    )
    {
        var bounds = new List<TimeBound>
        {
            Bound(TimeLimit.ShardReads, End(plan, seconds, workers: plan.Shards.Count)),
            Bound(TimeLimit.TableWrites, (double)writeUnits / assumptions.TableWriteUnitsPerSecond),
        };
        if (plan.Shards.Count > assumptions.Workers)
        {
            bounds.Add(Bound(TimeLimit.Workers, End(plan, seconds, assumptions.Workers)));
        }

        if (assumptions.TargetShards is { } shards)
        {
            var perShard = Math.Max(output.Records / ShardRecordsPerSecond, output.Bytes / ShardBytesPerSecond);
            bounds.Add(Bound(TimeLimit.RecoveredStream, perShard / shards));
        }

        return [.. bounds.OrderByDescending(bound => bound.Time)];
    }

    /// <summary>When the last shard is done, of which a worker takes one after the other, a child after its slowest parent.</summary>
    private static double End(ReplayPlan plan, IReadOnlyDictionary<ShardId, double> seconds, int workers)
    {
        var free = new PriorityQueue<int, double>(Enumerable.Range(0, workers).Select(worker => (worker, 0d)));
        var ends = new Dictionary<ShardId, double>();
        foreach (var planned in plan.Shards)
        {
            free.TryDequeue(out var worker, out var from);
            var ready = ShardLineage
                .DeclaredParents(planned.Shard)
                .Select(parent => ends.GetValueOrDefault(parent))
                .Append(from)
                .Max();
            ends[planned.Shard.Id] = ready + seconds[planned.Shard.Id];
            free.Enqueue(worker, ends[planned.Shard.Id]);
        }

        return ends.Values.DefaultIfEmpty(0).Max();
    }

    private static TimeBound Bound(TimeLimit limit, double seconds) => new(limit, TimeSpan.FromSeconds(seconds));
}
