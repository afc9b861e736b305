namespace EventRecovery.Replay.Reading;

/// <summary>Keeps the reading of one shard within its limits. For one caller at a time.</summary>
public sealed class ReadPacer(ReadLimits limits, TimeProvider time)
{
    private readonly TokenBucket calls = new(limits.CallsPerSecond, time);
    private readonly TokenBucket records = new(limits.RecordsPerSecond, time);
    private readonly TokenBucket bytes = new(limits.BytesPerSecond, time);

    /// <summary>How long the next call has to wait.</summary>
    public TimeSpan Delay => Longest(calls.WaitFor(1), records.WaitFor(), bytes.WaitFor());

    /// <summary>Waits for its turn, and takes it.</summary>
    public async Task BeforeCallAsync(CancellationToken cancellationToken)
    {
        while (Delay is var delay && delay > TimeSpan.Zero)
        {
            await Task.Delay(AtLeastATick(delay), time, cancellationToken);
        }

        calls.Spend(1);
    }

    /// <summary>Accounts for what a call brought.</summary>
    public void AfterPage(int recordCount, long byteCount)
    {
        records.Spend(recordCount);
        bytes.Spend(byteCount);
    }

    // Timers count whole milliseconds: a shorter wait would spin.
    private static TimeSpan AtLeastATick(TimeSpan delay) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));

    private static TimeSpan Longest(TimeSpan a, TimeSpan b, TimeSpan c) =>
        TimeSpan.FromTicks(Math.Max(a.Ticks, Math.Max(b.Ticks, c.Ticks)));
}
