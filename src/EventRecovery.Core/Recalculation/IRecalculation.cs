using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>
/// A pure, named, versioned function from an event to its corrected form. Write your own in one class and name it in one line of
/// <c>Program.cs</c>; <see cref="RateAdjustment"/> is an example.
/// </summary>
/// <remarks>
/// Pure means: the same event gives the same bytes, always. No clock, no randomness, no look-ups that may answer differently
/// tomorrow, no state kept from event to event. It may be called for many events at once, and twice for one event.
/// </remarks>
public interface IRecalculation
{
    /// <summary>Its name and number.</summary>
    RecalculationVersion Version { get; }

    /// <summary>The only places that it may change. A change anywhere else parks the event.</summary>
    IReadOnlyList<JsonPointer> MutablePaths { get; }

    /// <summary>
    /// Reads <paramref name="original"/>, says in <paramref name="correction"/> what changes, and returns
    /// <see cref="RecalculationResult.Corrected"/>; or returns <see cref="RecalculationResult.Reject"/>, which parks the event.
    /// An exception parks it too. Both are there for the call alone: their memory serves the next event.
    /// </summary>
    RecalculationResult Recalculate(StreamEvent original, Correction correction);
}
