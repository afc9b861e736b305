using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Engine;

/// <summary>What became of an event that could be recovered, whoever published it.</summary>
/// <param name="ResultHash">Of the corrected event without its <c>recovery</c> member: the same in every run that computes the same.</param>
/// <param name="Data">The recovered event as it is published.</param>
public sealed record RecoveredEvent(
    EventId Id,
    DateTimeOffset Timestamp,
    OrderKey Key,
    EventHash ResultHash,
    ReadOnlyMemory<byte> Data
);
