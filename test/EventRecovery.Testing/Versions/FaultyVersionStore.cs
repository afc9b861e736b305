using EventRecovery.Testing.Faults;
using EventRecovery.Versions;

namespace EventRecovery.Testing.Versions;

/// <summary>Versions as one process sees them: with that process's faults around each call.</summary>
public sealed class FaultyVersionStore(IVersionStore inner, IFaults faults) : IVersionStore
{
    public Task<VersionHistory> FindAsync(VersionScope scope, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.FindVersions,
            scope.Stream.Value,
            () => inner.FindAsync(scope, cancellationToken),
            cancellationToken
        );

    public Task<VersionHistory?> SaveAsync(VersionHistory history, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.SaveVersions,
            history.Scope.Stream.Value,
            () => inner.SaveAsync(history, cancellationToken),
            cancellationToken
        );

    public IAsyncEnumerable<VersionHistory> ListAsync(CancellationToken cancellationToken) =>
        inner.ListAsync(cancellationToken);
}
