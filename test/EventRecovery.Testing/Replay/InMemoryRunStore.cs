using System.Runtime.CompilerServices;
using EventRecovery.Replay;

namespace EventRecovery.Testing.Replay;

/// <summary>Runs in memory. Thread-safe.</summary>
public sealed class InMemoryRunStore : IRunStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<RunId, ReplayRun> runs = [];

    public Task<ReplayRun?> CreateAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(runs.TryAdd(run.Id, run) ? null : runs[run.Id]);
        }
    }

    public Task<ReplayRun?> FindAsync(RunId id, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(runs.GetValueOrDefault(id));
        }
    }

    public Task<ReplayRun?> SaveAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (runs.GetValueOrDefault(run.Id)?.Revision != run.Revision)
            {
                return Task.FromResult<ReplayRun?>(null);
            }

            return Task.FromResult<ReplayRun?>(runs[run.Id] = run with { Revision = run.Revision + 1 });
        }
    }

    public async IAsyncEnumerable<ReplayRun> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ReplayRun> all;
        lock (gate)
        {
            all = [.. runs.Values];
        }

        foreach (var run in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.CompletedTask;
            yield return run;
        }
    }
}
