namespace EventRecovery.Runtime;

/// <summary>
/// A moment to be finished by. A Lambda that is cut off answers nothing and its whole batch repeats, so work stops a margin
/// before; a remaining time of zero or less has passed, it is not unlimited.
/// </summary>
public sealed class Deadline(TimeProvider time, DateTimeOffset at)
{
    public DateTimeOffset At { get; } = at;

    public TimeSpan Remaining => At - time.GetUtcNow();

    public bool Passed => Remaining <= TimeSpan.Zero;

    /// <summary>The deadline of a Lambda invocation, with time kept to close pages, save, send metrics and answer.</summary>
    /// <param name="remaining">What Lambda says is left. A tenth of it is kept, from 1 to 10 seconds.</param>
    public static Deadline ForInvocation(TimeProvider time, TimeSpan remaining) =>
        After(time, remaining, TimeSpan.FromSeconds(Math.Clamp(remaining.TotalSeconds / 10, 1, 10)));

    public static Deadline After(TimeProvider time, TimeSpan remaining, TimeSpan margin) =>
        new(time, time.GetUtcNow() + remaining - margin);
}
