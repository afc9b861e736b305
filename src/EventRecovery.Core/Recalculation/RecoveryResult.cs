using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>The hashes of a recovered event, or why it was rejected.</summary>
/// <param name="OriginalHash">Of the event as it was read.</param>
/// <param name="ResultHash">Of the corrected event without its <c>recovery</c> member.</param>
/// <param name="Rejection">Null if it was recovered.</param>
public readonly record struct RecoveryResult(EventHash OriginalHash, EventHash ResultHash, Rejection? Rejection)
{
    /// <summary>Whether the recovered event was written.</summary>
    public bool IsRecovered => Rejection is null;

    internal static RecoveryResult Reject(string code, string message) =>
        new(default, default, new Rejection(code, message));
}
