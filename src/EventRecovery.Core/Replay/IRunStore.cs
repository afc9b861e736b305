namespace EventRecovery.Replay;

/// <summary>
/// The runs. Thread-safe. Any method may throw <see cref="Streams.TransientFailureException"/>; of a write, nothing is known then,
/// and the caller reads again before it decides.
/// </summary>
public interface IRunStore
{
    /// <summary>
    /// Writes a run on the condition that its id is new: a start that is delivered twice makes one run. Null when it was created;
    /// else the run that has the id, which may be this very one, created by an attempt whose answer was lost.
    /// </summary>
    Task<ReplayRun?> CreateAsync(ReplayRun run, CancellationToken cancellationToken);

    /// <summary>Strongly consistent; null when there is none.</summary>
    Task<ReplayRun?> FindAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the run on the condition that the stored revision is the one that <paramref name="run"/> was read at, and counts
    /// it up. Null when somebody else wrote since; the caller reads again and decides again.
    /// </summary>
    Task<ReplayRun?> SaveAsync(ReplayRun run, CancellationToken cancellationToken);

    /// <summary>All runs, in no particular order. For people: it may miss a run of the last second.</summary>
    IAsyncEnumerable<ReplayRun> ListAsync(CancellationToken cancellationToken);
}
