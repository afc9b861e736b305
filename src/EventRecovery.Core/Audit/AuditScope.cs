using EventRecovery.Replay;

namespace EventRecovery.Audit;

/// <summary>What an audit is about.</summary>
/// <param name="Window">The events' own time, half-open: the same for every side, whenever something was processed.</param>
public sealed record AuditScope(ReplayWindow Window)
{
    /// <summary>Windows of a timeline at most.</summary>
    public const int MostCells = 100_000;

    private const int WishedCells = 48;

    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800 }.Select(seconds =>
            TimeSpan.FromSeconds(seconds)
        ),
    ];

    /// <summary>
    /// How long after its time, or its arrival if that is known, an event may still be processed; default five minutes. Until then
    /// it is open and not missing, and after that late.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Length of the windows that are compared as a whole first.</summary>
    public TimeSpan Cell { get; init; } = StepFor(Window.Length);

    /// <summary>Key ranges that each window is split into, 1 to 4,096; default 16.</summary>
    public int Ranges { get; init; } = 16;

    /// <summary>From when on a stream or an archive may hold what belongs to the window. Null: from the window's beginning on.</summary>
    public DateTimeOffset? ArrivalFrom { get; init; }

    /// <summary>Until when, for whatever is read. Null: as long as <see cref="Reading"/> and <see cref="ReadingOn"/> say.</summary>
    public DateTimeOffset? ArrivalTo { get; init; }

    /// <summary>When events and the consumer's own results arrive on streams and in archives: in the window, and the grace after it.</summary>
    public ReplayWindow Reading => new(ArrivalFrom ?? Window.From, ArrivalTo ?? Window.To + Grace);

    /// <summary>When recovered events do: one recovers tonight what failed this morning, so until now.</summary>
    public ReplayWindow ReadingOn(DateTimeOffset now) =>
        ArrivalTo is null && now > Reading.To ? Reading with { To = now } : Reading;

    public int Cells => (int)Math.Min(MostCells, (long)Math.Ceiling(Window.Length / Cell));

    public int CellOf(DateTimeOffset time) => (int)((time - Window.From) / Cell);

    public ReplayWindow CellAt(int index) =>
        new(
            Window.From + (Cell * index),
            new DateTimeOffset(Math.Min((Window.From + (Cell * (index + 1))).Ticks, Window.To.Ticks), TimeSpan.Zero)
        );

    /// <summary>A round length that makes some fifty windows.</summary>
    public static TimeSpan StepFor(TimeSpan length) =>
        Array.Find(Steps, step => length / step <= WishedCells) is { Ticks: > 0 } step
            ? step
            : TimeSpan.FromDays(Math.Ceiling(length.TotalDays / WishedCells));
}
