namespace EventRecovery.Replay.Planning;

/// <summary>What is to be done now, shard by shard, and what cannot be done any more.</summary>
/// <param name="Shards">Parents before children.</param>
public sealed record ReplayPlan(
    ReplayWindow Window,
    IReadOnlyList<PlannedShard> Shards,
    IReadOnlyList<LostShard> Lost,
    IReadOnlyList<LineageProblem> Problems
)
{
    public IEnumerable<PlannedShard> Ready => In(ShardStage.Ready);

    /// <summary>Nothing of the window is left to read.</summary>
    public bool IsComplete => Shards.All(shard => shard.Stage is ShardStage.Done or ShardStage.AfterWindow);

    /// <summary>Work is left, and none of it can be done: what is not failed waits for something that is.</summary>
    public bool IsStuck => !IsComplete && !Shards.Any(shard => shard.Stage is ShardStage.Ready or ShardStage.Leased);

    public IEnumerable<PlannedShard> In(ShardStage stage) => Shards.Where(shard => shard.Stage == stage);
}
