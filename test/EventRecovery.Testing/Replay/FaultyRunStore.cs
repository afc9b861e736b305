using EventRecovery.Replay;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Testing.Replay;

/// <summary>Runs as one process sees them: with that process's faults around each call.</summary>
public sealed class FaultyRunStore(IRunStore inner, IFaults faults) : IRunStore
{
    public Task<ReplayRun?> CreateAsync(ReplayRun run, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.CreateRun,
            run.Id.Value,
            () => inner.CreateAsync(run, cancellationToken),
            cancellationToken
        );

    public Task<ReplayRun?> FindAsync(RunId id, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.FindRun,
            id.Value,
            () => inner.FindAsync(id, cancellationToken),
            cancellationToken
        );

    public Task<ReplayRun?> SaveAsync(ReplayRun run, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.SaveRun,
            run.Id.Value,
            () => inner.SaveAsync(run, cancellationToken),
            cancellationToken
        );

    public IAsyncEnumerable<ReplayRun> ListAsync(CancellationToken cancellationToken) =>
        inner.ListAsync(cancellationToken);
}
