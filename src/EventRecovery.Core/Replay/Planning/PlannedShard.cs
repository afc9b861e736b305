using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Planning;

/// <summary>One shard of a plan.</summary>
/// <param name="Opening">Where to open it; null when it is done, not to be read, or waits.</param>
/// <param name="WaitsFor">The parents that are not done; empty unless it waits.</param>
/// <param name="Checkpoint">How far it has got; null when nobody has touched it.</param>
public sealed record PlannedShard(
    ShardDescription Shard,
    ShardStage Stage,
    ShardOpening? Opening,
    IReadOnlyList<ShardId> WaitsFor,
    ShardCheckpoint? Checkpoint
)
{
    /// <summary>No record of the window that is still to be read from the shard arrived before this.</summary>
    public required DateTimeOffset Since { get; init; }
}
