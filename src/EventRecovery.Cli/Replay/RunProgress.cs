namespace EventRecovery.Cli.Replay;

/// <summary>How fast a run goes, from two looks at it.</summary>
/// <param name="Share">Of the window, over all shards: 0 to 1.</param>
/// <param name="RecordsPerSecond">Null before the second look.</param>
/// <param name="Left">At that pace; null while there is none.</param>
internal sealed record RunProgress(double Share, double? RecordsPerSecond, TimeSpan? Left)
{
    /// <summary>Records a second by shard, of those that went on between the two looks.</summary>
    public IReadOnlyDictionary<string, double> PaceOfShards { get; init; } = new Dictionary<string, double>();

    public static RunProgress Of(ReplayReply now, ReplayReply? before = null, TimeSpan? between = null)
    {
        var share = ShareOf(now);
        if (before is null || between is not { TotalSeconds: > 0 } time)
        {
            return new RunProgress(share, null, null);
        }

        var gained = share - ShareOf(before);
        return new RunProgress(
            share,
            Math.Max(0, now.Counts.Records - before.Counts.Records) / time.TotalSeconds,
            gained > 0 ? time * ((1 - share) / gained) : null
        )
        {
            PaceOfShards = PacesOf(now, before, time),
        };
    }

    /// <summary>How much of the window one shard has behind it, by arrival time.</summary>
    public static double ShareOf(ReplyShard shard, ReplayReply reply) =>
        shard.Stage is "done" or "afterWindow" ? 1
        : shard.ReadUpTo is { } at && reply is { From: { } from, To: { } to } && to > from
            ? Math.Clamp((at - from) / (to - from), 0, 1)
        : 0;

    private static Dictionary<string, double> PacesOf(ReplayReply now, ReplayReply before, TimeSpan time)
    {
        var earlier = before.Shards.ToDictionary(shard => shard.Id, shard => shard.Counts?.Records ?? 0);
        return now
            .Shards.Select(shard =>
                (shard.Id, Gained: (shard.Counts?.Records ?? 0) - earlier.GetValueOrDefault(shard.Id))
            )
            .Where(shard => shard.Gained > 0)
            .ToDictionary(shard => shard.Id, shard => shard.Gained / time.TotalSeconds);
    }

    private static double ShareOf(ReplayReply reply) =>
        reply.Shards.Count == 0 ? 0 : reply.Shards.Average(shard => ShareOf(shard, reply));
}
