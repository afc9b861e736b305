using System.Globalization;

namespace EventRecovery.Audit;

/// <summary>How many events are right because they were recovered.</summary>
/// <param name="First">When the first of them was, null when that is told of none; <paramref name="Last"/> the last.</param>
public readonly record struct RecoveredEvents(long Count, DateTimeOffset? First, DateTimeOffset? Last)
{
    public static RecoveredEvents operator +(RecoveredEvents a, RecoveredEvents b) =>
        new(
            a.Count + b.Count,
            b.First < a.First ? b.First : a.First ?? b.First,
            b.Last > a.Last ? b.Last : a.Last ?? b.Last
        );

    /// <summary>A sentence for people; null when there is nothing to say.</summary>
    public string? Told() =>
        Count == 0 ? null
        : this is { First: { } first, Last: { } last }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Count:N0} of the right events were recovered, from {first.UtcDateTime:u} to {last.UtcDateTime:u}."
            )
        : string.Create(CultureInfo.InvariantCulture, $"{Count:N0} of the right events were recovered.");

    internal static RecoveredEvents One(DateTimeOffset? at) => new(1, at, at);
}
