using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>What is known of a run at one moment: the stream, its shards, what is saved, and what follows from them.</summary>
/// <param name="ListedAt">When the listing was asked for.</param>
internal sealed record RunSurvey(
    StreamDescription Stream,
    DateTimeOffset ListedAt,
    IReadOnlyList<ShardCheckpoint> Checkpoints,
    ReplayPlan Plan
)
{
    /// <summary>Failed shards whose reasons are told; the rest are in the shards' own entries.</summary>
    private const int MostReasons = 5;

    public ReplayCounts Counts => Checkpoints.Aggregate(default(ReplayCounts), (sum, shard) => sum + shard.Counts);

    /// <summary>Why the run cannot go on, for people.</summary>
    public string Obstacle()
    {
        if (Plan.Problems is [var problem, ..])
        {
            return $"The listing of {Stream.Name} cannot be true: {problem.Shard} {problem.Message}. Resume to list it again.";
        }

        var failed = Plan.In(ShardStage.Failed).ToList();
        var reasons = failed
            .Take(MostReasons)
            .Select(shard => $"{shard.Shard.Id}: {shard.Checkpoint!.Failure!.Reason}");
        return $"{failed.Count} of {Plan.Shards.Count} shards failed, {Plan.In(ShardStage.Waiting).Count()} wait for them. "
            + string.Join(' ', reasons)
            + " Mend that, then resume by the run id alone.";
    }

    /// <summary>What a person should know besides the state, a sentence each.</summary>
    /// <param name="began">When the run was created: what leaves the stream after it was read is no loss.</param>
    public IEnumerable<string> Messages(DateTimeOffset began)
    {
        var outlook = WindowOutlook.Of(Plan.Window, Stream, began);
        foreach (var warning in outlook.Warnings())
        {
            yield return warning;
        }

        foreach (var lost in Plan.Lost)
        {
            yield return $"{lost.Shard} expired before it was read to its end: what came after "
                + $"{lost.After?.ToString() ?? "its beginning"} is lost to the stream. Recover it from the archive.";
        }

        var expired = Checkpoints.Where(shard => shard.Expired?.To > (outlook.Gone?.To ?? Plan.Window.From)).ToList();
        if (expired.Count > 0)
        {
            var all = new ReplayWindow(
                expired.Min(shard => shard.Expired!.Value.From),
                expired.Max(shard => shard.Expired!.Value.To)
            );
            yield return $"Records that arrived in {all} may have expired unread in {expired.Count} of {Plan.Shards.Count} shards, "
                + $"{expired[0].Key.Shard} among them. Recover them from the archive.";
        }

        foreach (var leased in Plan.In(ShardStage.Leased))
        {
            var lease = leased.Checkpoint!.Lease;
            yield return $"{leased.Shard.Id} is worked on by {lease.Owner}, until {lease.EndsAt.UtcDateTime:O} at least.";
        }
    }
}
