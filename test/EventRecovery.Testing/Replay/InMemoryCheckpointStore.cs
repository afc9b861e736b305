using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;

namespace EventRecovery.Testing.Replay;

/// <summary>Checkpoints in memory. Thread-safe, and every read is strongly consistent.</summary>
public sealed class InMemoryCheckpointStore : ICheckpointStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(RunId, ShardKey), ShardCheckpoint> checkpoints = [];
    private readonly List<ShardCheckpoint> history = [];

    /// <summary>Every checkpoint that was ever written, in order.</summary>
    public IReadOnlyList<ShardCheckpoint> History
    {
        get
        {
            lock (gate)
            {
                return [.. history];
            }
        }
    }

    public Task<IReadOnlyList<ShardCheckpoint>> LoadAsync(RunId run, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<ShardCheckpoint>>([
                .. checkpoints.Where(entry => entry.Key.Item1 == run).Select(entry => entry.Value),
            ]);
        }
    }

    public Task<ShardCheckpoint?> FindAsync(RunId run, ShardKey shard, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(checkpoints.GetValueOrDefault((run, shard)));
        }
    }

    public Task<bool> AcquireAsync(
        RunId run,
        ShardCheckpoint? seen,
        ShardCheckpoint taken,
        CancellationToken cancellationToken
    )
    {
        lock (gate)
        {
            var stored = checkpoints.GetValueOrDefault((run, taken.Key));
            var unchanged = stored?.Lease.Fence == seen?.Lease.Fence && stored?.Revision == seen?.Revision;
            if (unchanged)
            {
                Write(run, taken);
            }

            var mine = stored?.Lease.Fence == taken.Lease.Fence && stored.Lease.Owner == taken.Lease.Owner;
            return Task.FromResult(unchanged || mine);
        }
    }

    public Task<SaveOutcome> SaveAsync(RunId run, ShardCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var stored = checkpoints.GetValueOrDefault((run, checkpoint.Key));
            if (stored?.Lease.Fence != checkpoint.Lease.Fence || stored.Revision > checkpoint.Revision)
            {
                return Task.FromResult(SaveOutcome.Fenced);
            }

            Write(run, checkpoint);
            return Task.FromResult(SaveOutcome.Saved);
        }
    }

    private void Write(RunId run, ShardCheckpoint checkpoint)
    {
        checkpoints[(run, checkpoint.Key)] = checkpoint;
        history.Add(checkpoint);
    }
}
