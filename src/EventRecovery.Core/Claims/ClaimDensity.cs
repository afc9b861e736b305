using System.Numerics;

namespace EventRecovery.Claims;

/// <summary>
/// Chooses how claims are divided, from how dense a stream's events are. Each log that a batch touches costs a write, so logs should be
/// few; each log is read once on a cold start, at 24 bytes an event, so it should stay readable.
/// </summary>
public static class ClaimDensity
{
    /// <summary>Below this many events a longer window saves writes.</summary>
    public const int FewestEvents = 10_000;

    /// <summary>About 24 MB to read on a cold start.</summary>
    public const int MostEvents = 1_000_000;

    // The middle of the two on a scale of factors.
    private const double Ideal = 100_000;

    // Windows that a person recognises in a key.
    private static readonly TimeSpan[] Windows =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(7),
    ];

    /// <summary>The slots and window whose logs come nearest to 100,000 events.</summary>
    /// <param name="eventsPerSecond">Of event time, in the whole stream. Zero or more.</param>
    /// <param name="openShards">
    /// At least 1. One slot each, rounded up to a power of two: a batch of one shard then touches one slot, and shards do not compete for
    /// a page. More only where a window of a minute would still be too large to read.
    /// </param>
    /// <param name="from">The event time from which the rule applies.</param>
    public static ClaimLayoutRule Choose(double eventsPerSecond, int openShards, DateTimeOffset from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(eventsPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(openShards, 1);
        var slots = (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)openShards), ClaimLayoutRule.MaxSlots);
        while (slots < ClaimLayoutRule.MaxSlots && Events(ClaimLayoutRule.MinWindow, slots) > MostEvents)
        {
            slots *= 2;
        }

        var window = Windows.MinBy(candidate => Math.Abs(Math.Log(Events(candidate, slots) / Ideal)));
        return new ClaimLayoutRule(from, slots, window);

        // A stream without events is one with hardly any: it gets the longest window.
        double Events(TimeSpan length, int among) => Math.Max(eventsPerSecond, 1e-9) * length.TotalSeconds / among;
    }
}
