namespace EventRecovery.Simulation.Model.Processes;

/// <summary>Time that passes in whole claim time-outs: nothing else of it matters to the protocol.</summary>
internal sealed class ModelClock : TimeProvider
{
    public static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan Step = ClaimTimeout + TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public int Epoch { get; set; }

    public static DateTimeOffset At(int epoch) => Start + (epoch * Step);

    public static int EpochOf(DateTimeOffset time) => (int)((time - Start).Ticks / Step.Ticks);

    public override DateTimeOffset GetUtcNow() => At(Epoch);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new InvalidOperationException("Nobody waits in the model: its entropy makes every back-off zero.");
}

/// <summary>The clock that an invocation's deadline is measured by: it has passed, or not.</summary>
internal sealed class DeadlineClock : TimeProvider
{
    public bool HasPassed { get; set; }

    public DateTimeOffset Deadline { get; } = ModelClock.At(0);

    public override DateTimeOffset GetUtcNow() =>
        HasPassed ? Deadline + TimeSpan.FromHours(1) : Deadline - TimeSpan.FromHours(1);
}
