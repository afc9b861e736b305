using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>
/// Hears of each event once it is finished, in shard order. What it hears depends on the records alone, and not on who published an
/// event or when: a repeat tells the same.
/// </summary>
public interface IFinishedEvents
{
    /// <param name="recovered">Null when the event cannot be recovered and is parked.</param>
    void Add(RecordPosition position, RecoveredEvent? recovered);
}
