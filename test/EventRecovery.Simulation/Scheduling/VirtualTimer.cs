namespace EventRecovery.Simulation.Scheduling;

/// <summary>Something that happens once at a moment of the virtual clock, unless it is changed or disposed of before.</summary>
internal sealed class VirtualTimer(VirtualThread thread, Action callback) : ITimer
{
    private const long Disarmed = -1;

    private long armed = Disarmed;

    public void Arm(long order) => armed = order;

    public bool IsArmed(long order) => armed == order;

    public void Fire()
    {
        armed = Disarmed;
        callback();
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        armed = Disarmed;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            thread.Schedule(this, dueTime);
        }

        return true;
    }

    public void Dispose() => armed = Disarmed;

    public ValueTask DisposeAsync()
    {
        armed = Disarmed;
        return ValueTask.CompletedTask;
    }
}
