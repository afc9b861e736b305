namespace EventRecovery.Runtime;

/// <summary>
/// Exponential backoff with full jitter: the n-th wait is uniform between zero and <c>first × 2^n</c>, at most
/// <paramref name="most"/>. Jitter keeps throttled writers from returning together.
/// </summary>
public sealed class Backoff(TimeProvider time, IEntropy entropy, TimeSpan first, TimeSpan most)
{
    private int attempt;

    public void Reset() => attempt = 0;

    public Task WaitAsync(CancellationToken cancellationToken) => WaitAsync(TimeSpan.MaxValue, cancellationToken);

    /// <param name="atMost">A wait that outlasts a deadline is none; zero or less does not wait.</param>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var ceiling = Math.Min(most.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(attempt++, 20)));
        var wait = Math.Min(ceiling * entropy.NextUnit(), atMost.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, wait)), time, cancellationToken);
    }
}
