// The README shows this file as it stands.
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace MyCompany.Recovery;

public sealed class Surcharge : IRecalculation
{
    private static readonly JsonPointer Amount = "/amount";
    private static readonly JsonPointer Total = "/total";

    public RecalculationVersion Version { get; } = new("surcharge", 1);

    public IReadOnlyList<JsonPointer> MutablePaths { get; } = [Total];

    public RecalculationResult Recalculate(StreamEvent original, Correction correction)
    {
        if (!original.TryFind(Amount, out var amount) || !amount.TryGetDecimal(out var value))
        {
            return RecalculationResult.Reject("no-amount", "The event has no amount.");
        }

        correction.Set(Total, value + 0.25m);
        return RecalculationResult.Corrected;
    }
}
