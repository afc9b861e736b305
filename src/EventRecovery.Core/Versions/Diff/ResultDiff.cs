namespace EventRecovery.Versions.Diff;

/// <summary>How the results of two runs differ, event by event. The <c>recovery</c> member is no part of a result.</summary>
/// <param name="Same">Events with the same result hash.</param>
/// <param name="OnlyBefore">Events that only the first run has: <paramref name="GoneIds"/> names some.</param>
/// <param name="OnlyAfter">Events that only the second run has: <paramref name="NewIds"/> names some.</param>
/// <param name="Examined">Changed events that were looked into, for what follows: all of them, up to a bound.</param>
/// <param name="Paths">Where they changed, the most frequent first.</param>
/// <param name="Worst">The largest changes, the largest first.</param>
/// <param name="Relative">How far numbers changed, relative to what they were; null when none did.</param>
public sealed record ResultDiff(
    long Same,
    long Changed,
    long OnlyBefore,
    long OnlyAfter,
    long Examined,
    IReadOnlyList<PathChange> Paths,
    IReadOnlyList<EventChange> Worst,
    Spread? Relative,
    IReadOnlyList<string> GoneIds,
    IReadOnlyList<string> NewIds
)
{
    public bool IsSame => Changed + OnlyBefore + OnlyAfter == 0;

    /// <summary>Events of either run.</summary>
    public long Events => Same + Changed + OnlyBefore + OnlyAfter;
}

/// <summary>A place in events.</summary>
/// <param name="Path">A JSON Pointer.</param>
public sealed record PathChange(string Path, long Events);

/// <summary>One value that changed in one event.</summary>
/// <param name="Before">JSON as it was written; null when there was none.</param>
/// <param name="Relative">(after − before) ÷ |before| of numbers; null for what is none, or was zero.</param>
public sealed record EventChange(
    string Id,
    DateTimeOffset At,
    string Key,
    string Path,
    string? Before,
    string? After,
    double? Relative
);
