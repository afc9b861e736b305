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

    public static Deadline After(TimeProvider time, TimeSpan remaining, TimeSpan margin) =>
        new(time, time.GetUtcNow() + remaining - margin);
}
