using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Planning;

/// <summary>
/// From a listing, a window and what is saved to what is to be done: pure, linear in shards, and safe to run any number of times,
/// by anybody, since it only reads. A shard starts when every parent that still exists is done:
/// <code>
///   listed, not done          → wait for it
///   listed, done              → go on
///   not listed                → expired: go on, and if the run had begun it, say what is lost
///   done past the window      → this shard was born after the window: skip it
/// </code>
/// </summary>
public static class ReplayPlanner
{
    /// <param name="checkpoints">Of this run and this life of the stream, all of them.</param>
    /// <param name="attempt">The run's attempt; failures of earlier ones are tried again.</param>
    public static ReplayPlan Plan(
        ShardLineage lineage,
        ReplayWindow window,
        IEnumerable<ShardCheckpoint> checkpoints,
        int attempt,
        DateTimeOffset now
    )
    {
        var saved = checkpoints.ToDictionary(checkpoint => checkpoint.Key.Shard);
        var planned = new Dictionary<ShardId, PlannedShard>(lineage.InOrder.Count);
        foreach (var shard in lineage.InOrder)
        {
            planned.Add(shard.Id, Plan(shard));
        }

        return new ReplayPlan(window, [.. planned.Values], Lost(lineage, saved), lineage.Problems);

        PlannedShard Plan(ShardDescription shard)
        {
            var checkpoint = saved.GetValueOrDefault(shard.Id);
            var parents = ShardLineage.DeclaredParents(shard);
            var waitsFor = parents.Count == 0 ? [] : parents.Where(IsOutstanding).ToList();
            var stage = StageOf(checkpoint, parents.Any(EndsAfterWindow), waitsFor.Count > 0, attempt, now);
            var seenInWindow = parents.Any(parent => saved.GetValueOrDefault(parent) is { ReachedWindow: true });
            return new PlannedShard(
                shard,
                stage,
                stage is ShardStage.Ready or ShardStage.Leased or ShardStage.Failed
                    ? ShardOpening.Of(checkpoint, seenInWindow, window, now)
                    : null,
                stage == ShardStage.Waiting ? waitsFor : [],
                checkpoint
            )
            {
                Since = checkpoint?.ReadUpTo ?? LastReadOf(parents),
            };
        }

        // A parent that expired before the run came to it leaves nothing behind that would tell: what it held may be missing too.
        DateTimeOffset LastReadOf(IReadOnlyList<ShardId> parents) =>
            parents.Any(parent => lineage.Find(parent) is null && !saved.ContainsKey(parent))
                ? window.From
                : parents
                    .Select(parent => saved.GetValueOrDefault(parent)?.ReadUpTo)
                    .Where(read => read > window.From)
                    .Max()
                    ?? window.From;

        // A parent that a complete listing no longer has is over, whatever was made of it.
        bool IsOutstanding(ShardId parent) =>
            lineage.Find(parent) is not null
            && planned.GetValueOrDefault(parent)?.Stage is not (ShardStage.Done or ShardStage.AfterWindow);

        bool EndsAfterWindow(ShardId parent) =>
            saved.GetValueOrDefault(parent)?.Position is ShardPosition.Done { End: ShardEnd.PastWindow }
            || planned.GetValueOrDefault(parent)?.Stage == ShardStage.AfterWindow;
    }

    private static ShardStage StageOf(
        ShardCheckpoint? checkpoint,
        bool parentEndsAfterWindow,
        bool waits,
        int attempt,
        DateTimeOffset now
    ) =>
        checkpoint switch
        {
            { IsDone: true } => ShardStage.Done,
            _ when parentEndsAfterWindow => ShardStage.AfterWindow,
            _ when waits => ShardStage.Waiting,
            { Failure: { } failure } when failure.Attempt >= attempt => ShardStage.Failed,
            { Lease: { Owner: not null } lease } when now < lease.EndsAt => ShardStage.Leased,
            _ => ShardStage.Ready,
        };

    private static List<LostShard> Lost(ShardLineage lineage, Dictionary<ShardId, ShardCheckpoint> saved) =>
        [
            .. saved
                .Values.Where(checkpoint => !checkpoint.IsDone && lineage.Find(checkpoint.Key.Shard) is null)
                .Select(checkpoint => new LostShard(
                    checkpoint.Key.Shard,
                    (checkpoint.Position as ShardPosition.After)?.Last,
                    checkpoint.ReadUpTo
                )),
        ];
}
