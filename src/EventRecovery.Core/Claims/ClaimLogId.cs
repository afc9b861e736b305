using System.Globalization;

namespace EventRecovery.Claims;

/// <summary>
/// Where the copies of an event meet: one version, one slot of the hash key space, one window of event time. It comes from the
/// event alone, so it is the same whichever stream, shard or archive a copy is read from.
/// </summary>
/// <param name="Version">The recalculation version, such as <c>rate-adjustment/1</c>.</param>
/// <param name="Slot">From 0 to <paramref name="Slots"/> − 1.</param>
/// <param name="WindowStart">Start of the window of event time, UTC.</param>
public readonly record struct ClaimLogId(string Version, int Slot, int Slots, DateTimeOffset WindowStart)
{
    /// <summary>The partition key of the log, written to be read by people: <c>claims#v/1#2of4#20261122T080000Z</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"claims#{Version}#{Slot}of{Slots}#{WindowStart.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"
        );
}
