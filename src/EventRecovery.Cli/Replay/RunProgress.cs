namespace EventRecovery.Cli.Replay;

/// <summary>How fast a run goes, from two looks at it.</summary>
/// <param name="Share">Of the window, over all shards: 0 to 1.</param>
/// <param name="RecordsPerSecond">Null before the second look.</param>
/// <param name="Left">At that pace; null while there is none.</param>
internal sealed record RunProgress(double Share, double? RecordsPerSecond, TimeSpan? Left)
{
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
        );
    }

    /// <summary>How much of the window one shard has behind it, by arrival time.</summary>
    public static double ShareOf(ReplyShard shard, ReplayReply reply) =>
        shard.Stage is "done" or "afterWindow" ? 1
        : shard.ReadUpTo is { } at && reply is { From: { } from, To: { } to } && to > from
            ? Math.Clamp((at - from) / (to - from), 0, 1)
        : 0;

    private static double ShareOf(ReplayReply reply) =>
        reply.Shards.Count == 0 ? 0 : reply.Shards.Average(shard => ShareOf(shard, reply));
}
