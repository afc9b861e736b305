namespace EventRecovery.Simulation.Scheduling;

/// <summary>
/// One thread with a clock of its own: continuations run in the order in which they became ready, and when none is, the clock
/// jumps to the next timer. So a history of hours runs in milliseconds, and the same decisions give the same history.
/// </summary>
internal sealed class VirtualThread(DateTimeOffset start) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> timers = new();
    private long order;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Continuations and timers so far.</summary>
    public long Steps { get; private set; }

    public override void Post(SendOrPostCallback d, object? state) => ready.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    public Task DelayAsync(TimeSpan by)
    {
        var done = new TaskCompletionSource();
        Schedule(new VirtualTimer(this, done.SetResult), by);
        return done.Task;
    }

    public void Schedule(VirtualTimer timer, TimeSpan by)
    {
        var due = Now.Ticks + Math.Max(0, by.Ticks);
        timer.Arm(order);
        timers.Enqueue(timer, (due, order++));
    }

    /// <summary>Runs <paramref name="main"/> to its end, or until <paramref name="stop"/> says so, asked after every step.</summary>
    /// <returns>False when nothing was left to do and main had not ended.</returns>
    public bool Run(Func<Task> main, Func<bool> stop)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = main();
            while (!task.IsCompleted && !stop())
            {
                if (!Step())
                {
                    return false;
                }
            }

            if (task.Exception is { } failure)
            {
                throw failure.GetBaseException();
            }

            return true;
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private bool Step()
    {
        Steps++;
        if (ready.TryDequeue(out var next))
        {
            next.Callback(next.State);
            return true;
        }

        while (timers.TryDequeue(out var timer, out var at))
        {
            if (timer.IsArmed(at.Order))
            {
                Now = new DateTimeOffset(Math.Max(Now.Ticks, at.Due), TimeSpan.Zero);
                timer.Fire();
                return true;
            }
        }

        return false;
    }
}
