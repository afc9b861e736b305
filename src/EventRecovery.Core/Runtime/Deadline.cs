namespace EventRecovery.Runtime;

/// <summary>
/// A moment to be finished by. A Lambda that is cut off answers nothing and its whole batch repeats, so work stops a margin
/// before; a remaining time of zero or less has passed, it is not unlimited.
/// </summary>
public sealed class Deadline(TimeProvider time, DateTimeOffset at, TimeSpan margin = default)
{
    public DateTimeOffset At { get; } = at;

    /// <summary>Half of the margin is over: what ends the work may still be tried again until then, not later.</summary>
    public DateTimeOffset LastTry { get; } = at + (margin / 2);

    public TimeSpan Remaining => At - time.GetUtcNow();

    public bool Passed => Remaining <= TimeSpan.Zero;

    /// <summary>The deadline of a Lambda invocation, with time kept to close pages, save, send metrics and answer.</summary>
    /// <param name="remaining">
    /// What Lambda says is left. A tenth of it is kept, from 3 to 10 seconds, since the last call may fail and be repeated by its client;
    /// but never more than half, or a short timeout would leave no time to work.
    /// </param>
    public static Deadline ForInvocation(TimeProvider time, TimeSpan remaining)
    {
        var margin = Math.Min(Math.Clamp(remaining.TotalSeconds / 10, 3, 10), remaining.TotalSeconds / 2);
        return After(time, remaining, TimeSpan.FromSeconds(margin));
    }

    public static Deadline After(TimeProvider time, TimeSpan remaining, TimeSpan margin) =>
        new(time, time.GetUtcNow() + remaining - margin, margin);
}
