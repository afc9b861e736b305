namespace EventRecovery.Runtime;

/// <summary>
/// Exponential backoff with full jitter: the n-th wait is uniform between zero and <c>first × 2^n</c>, at most
/// <paramref name="most"/>. Jitter keeps throttled writers from returning together.
/// </summary>
public sealed class Backoff(TimeProvider time, IEntropy entropy, TimeSpan first, TimeSpan most)
{
    private int attempt;

    public void Reset() => attempt = 0;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var ceiling = Math.Min(most.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(attempt++, 20)));
        return Task.Delay(TimeSpan.FromMilliseconds(ceiling * entropy.NextUnit()), time, cancellationToken);
    }
}
