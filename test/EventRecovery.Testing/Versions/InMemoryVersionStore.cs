using System.Runtime.CompilerServices;
using EventRecovery.Versions;

namespace EventRecovery.Testing.Versions;

/// <summary>Versions in memory. Thread-safe.</summary>
public sealed class InMemoryVersionStore : IVersionStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<VersionScope, VersionHistory> histories = [];

    public Task<VersionHistory> FindAsync(VersionScope scope, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(histories.GetValueOrDefault(scope) ?? VersionHistory.Of(scope));
        }
    }

    public Task<VersionHistory?> SaveAsync(VersionHistory history, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if ((histories.GetValueOrDefault(history.Scope)?.Revision ?? 0) != history.Revision)
            {
                return Task.FromResult<VersionHistory?>(null);
            }

            return Task.FromResult<VersionHistory?>(
                histories[history.Scope] = history with { Revision = history.Revision + 1 }
            );
        }
    }

    public async IAsyncEnumerable<VersionHistory> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<VersionHistory> all;
        lock (gate)
        {
            all = [.. histories.Values];
        }

        foreach (var history in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.CompletedTask;
            yield return history;
        }
    }
}
