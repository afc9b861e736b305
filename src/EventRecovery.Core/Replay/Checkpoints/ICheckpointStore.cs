namespace EventRecovery.Replay.Checkpoints;

/// <summary>
/// The checkpoints of runs. Thread-safe. Any method may throw <see cref="Streams.TransientFailureException"/>; of a write, nothing
/// is known then, and the same write may be made again: both writes are idempotent.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Every shard that the run has touched, strongly consistent.</summary>
    Task<IReadOnlyList<ShardCheckpoint>> LoadAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>One shard, strongly consistent; null when the run has not touched it.</summary>
    Task<ShardCheckpoint?> FindAsync(RunId run, ShardKey shard, CancellationToken cancellationToken);

    /// <summary>
    /// Writes <paramref name="taken"/> on the condition that the stored fence and revision are those of <paramref name="seen"/>,
    /// or that nothing is stored when that is null: an owner that has saved since, and so lives, keeps its lease. True when
    /// <paramref name="taken"/>'s owner has the lease, also by an earlier attempt whose answer was lost.
    /// </summary>
    Task<bool> AcquireAsync(
        RunId run,
        ShardCheckpoint? seen,
        ShardCheckpoint taken,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Writes a checkpoint on the condition that the stored fence is its own and the stored revision is not higher. So a repeat
    /// changes nothing, and neither a stale owner nor an owner's own late write moves a shard backwards.
    /// </summary>
    Task<SaveOutcome> SaveAsync(RunId run, ShardCheckpoint checkpoint, CancellationToken cancellationToken);
}

public enum SaveOutcome
{
    Saved,

    /// <summary>Somebody else owns the shard now: stop. Or a newer write of one's own stands, which only a late repeat can meet.</summary>
    Fenced,
}
