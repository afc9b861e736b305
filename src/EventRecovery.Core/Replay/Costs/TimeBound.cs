using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Costs;

/// <param name="Time">How long a replay takes at least because of it.</param>
public sealed record TimeBound(TimeLimit Limit, TimeSpan Time)
{
    /// <summary>What a shard takes in (Kinesis Data Streams, Quotas and limits).</summary>
    public const double RecordsIntoShardPerSecond = 1_000;

    internal const double BytesIntoShardPerSecond = 1_000_000;
}

public enum TimeLimit
{
    /// <summary>The records a second and shard that the request allows; children after parents.</summary>
    ShardRecords,

    /// <summary>What a replay takes of the bytes a second that a shard gives; children after parents.</summary>
    ShardBytes,

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
    /// <param name="loads">What each shard holds of the window.</param>
    public static IReadOnlyList<TimeBound> Of(
        ReplayPlan plan,
        IReadOnlyDictionary<ShardId, ShardLoad> loads,
        ReadLimits pace,
        (double Records, double Bytes) output,
        long writeUnits,
        CostAssumptions assumptions
    )
    {
        var bounds = new List<TimeBound>
        {
            Bound(TimeLimit.ShardRecords, End(plan, shard => loads[shard].RecordSeconds(pace), plan.Shards.Count)),
            Bound(TimeLimit.ShardBytes, End(plan, shard => loads[shard].ByteSeconds(pace), plan.Shards.Count)),
            Bound(TimeLimit.TableWrites, (double)writeUnits / assumptions.TableWriteUnitsPerSecond),
        };
        var inTurns = End(plan, shard => loads[shard].Seconds(pace), assumptions.Workers);
        // With as many workers as shards it would be the same time: then they do not bind.
        if (inTurns > Unbounded(plan, loads, pace))
        {
            bounds.Add(Bound(TimeLimit.Workers, inTurns));
        }

        if (assumptions.TargetShards is { } shards)
        {
            var perShard = Math.Max(
                output.Records / TimeBound.RecordsIntoShardPerSecond,
                output.Bytes / TimeBound.BytesIntoShardPerSecond
            );
            bounds.Add(Bound(TimeLimit.RecoveredStream, perShard / shards));
        }

        return [.. bounds.OrderByDescending(bound => bound.Time)];
    }

    /// <summary>How long reading takes when each shard has a worker. Above both of its bounds where they bind one shard each.</summary>
    public static double Unbounded(ReplayPlan plan, IReadOnlyDictionary<ShardId, ShardLoad> loads, ReadLimits pace) =>
        End(plan, shard => loads[shard].Seconds(pace), plan.Shards.Count);

    /// <summary>When the last shard is done, of which a worker takes one after the other, a child after its slowest parent.</summary>
    private static double End(ReplayPlan plan, Func<ShardId, double> seconds, int workers)
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
            ends[planned.Shard.Id] = ready + seconds(planned.Shard.Id);
            free.Enqueue(worker, ends[planned.Shard.Id]);
        }

        return ends.Values.DefaultIfEmpty(0).Max();
    }

    private static TimeBound Bound(TimeLimit limit, double seconds) => new(limit, TimeSpan.FromSeconds(seconds));
}
