namespace EventRecovery.Replay.Reading;

/// <summary>
/// So many a second, with a second's worth to begin with. What a call costs is often known only afterwards, so spending may go
/// into debt, and the next one waits until it is paid. For one caller at a time.
/// </summary>
public sealed class TokenBucket
{
    private readonly double rate;
    private readonly double capacity;
    private readonly TimeProvider time;
    private double tokens;
    private long refilledAt;

    /// <param name="perSecond">Above 0.</param>
    public TokenBucket(double perSecond, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        rate = perSecond;
        capacity = Math.Max(perSecond, 1);
        tokens = capacity;
        this.time = time;
        refilledAt = time.GetTimestamp();
    }

    /// <summary>How long until <paramref name="amount"/> may be spent; at most a bucketful is waited for.</summary>
    public TimeSpan WaitFor(double amount = 0)
    {
        Refill();
        var missing = Math.Min(amount, capacity) - tokens;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / rate);
    }

    public void Spend(double amount)
    {
        Refill();
        tokens -= amount;
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(capacity, tokens + (rate * time.GetElapsedTime(refilledAt, now).TotalSeconds));
        refilledAt = now;
    }
}
