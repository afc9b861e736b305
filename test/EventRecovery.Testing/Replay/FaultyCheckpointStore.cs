using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Testing.Replay;

/// <summary>Checkpoints as one process sees them: with that process's faults around each call.</summary>
public sealed class FaultyCheckpointStore(ICheckpointStore inner, IFaults faults) : ICheckpointStore
{
    public Task<IReadOnlyList<ShardCheckpoint>> LoadAsync(RunId run, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.LoadCheckpoints,
            run.Value,
            () => inner.LoadAsync(run, cancellationToken),
            cancellationToken
        );

    public Task<ShardCheckpoint?> FindAsync(RunId run, ShardKey shard, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.FindCheckpoint,
            $"{run}/{shard}",
            () => inner.FindAsync(run, shard, cancellationToken),
            cancellationToken
        );

    public Task<bool> AcquireAsync(
        RunId run,
        ShardCheckpoint? seen,
        ShardCheckpoint taken,
        CancellationToken cancellationToken
    ) =>
        faults.AroundAsync(
            Operation.AcquireLease,
            $"{run}/{taken.Key}",
            () => inner.AcquireAsync(run, seen, taken, cancellationToken),
            cancellationToken
        );

    public Task<SaveOutcome> SaveAsync(RunId run, ShardCheckpoint checkpoint, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.SaveCheckpoint,
            $"{run}/{checkpoint.Key}",
            () => inner.SaveAsync(run, checkpoint, cancellationToken),
            cancellationToken
        );
}
