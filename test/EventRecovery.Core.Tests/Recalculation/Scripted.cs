using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>A recalculation that does what a test says; it may change everything unless told otherwise.</summary>
internal sealed class Scripted(Action<StreamEvent, Correction> script, IReadOnlyList<JsonPointer>? mutable = null)
    : IRecalculation
{
    public RecalculationVersion Version { get; } = new("scripted", 1);

    public IReadOnlyList<JsonPointer> MutablePaths => mutable ?? [JsonPointer.Root];

    public RecalculationResult Recalculate(StreamEvent original, Correction correction)
    {
        script(original, correction);
        return RecalculationResult.Corrected;
    }
}
