namespace EventRecovery.Versions;

/// <summary>
/// The versions of windows. Thread-safe. Any method may throw <see cref="Streams.TransientFailureException"/>; of a write, nothing is
/// known then, and the caller reads again before it decides.
/// </summary>
public interface IVersionStore
{
    /// <summary>Strongly consistent; one without versions when there is none.</summary>
    Task<VersionHistory> FindAsync(VersionScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the history on the condition that the stored revision is the one it was read at, and counts it up. Null when somebody
    /// else wrote since; the caller reads again and decides again.
    /// </summary>
    Task<VersionHistory?> SaveAsync(VersionHistory history, CancellationToken cancellationToken);

    /// <summary>All windows that have versions.</summary>
    IAsyncEnumerable<VersionHistory> ListAsync(CancellationToken cancellationToken);
}
