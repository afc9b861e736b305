using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EventRecovery.Audit.Ledger;
using EventRecovery.Replay;

namespace EventRecovery.Testing.Audit;

/// <summary>A completeness ledger in memory. Thread-safe.</summary>
public sealed class InMemoryCompletenessLedger : ICompletenessLedger
{
    private readonly ConcurrentDictionary<(string, DateTimeOffset), CompletenessEntry> entries = new();

    public Task NoteAsync(string audit, CompletenessEntry entry, CancellationToken cancellationToken)
    {
        entries[(audit, entry.Window.From)] = entry;
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<CompletenessEntry> ListAsync(
        string audit,
        ReplayWindow time,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (
            var entry in entries
                .Where(one => one.Key.Item1 == audit && time.Contains(one.Key.Item2))
                .OrderBy(one => one.Key.Item2)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry.Value;
        }
    }
}
