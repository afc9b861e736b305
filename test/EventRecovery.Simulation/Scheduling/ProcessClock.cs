namespace EventRecovery.Simulation.Scheduling;

/// <summary>The clock that one process sees: the virtual one, wrong by a skew that may change.</summary>
internal sealed class ProcessClock(VirtualThread thread) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => thread.Now + Skew;

    /// <summary>Monotonic, as a stopwatch is: no skew, no step.</summary>
    public override long GetTimestamp() => thread.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(thread, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
