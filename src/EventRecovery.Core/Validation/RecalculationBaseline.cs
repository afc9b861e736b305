using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace EventRecovery.Validation;

/// <summary>Another recalculation, run beside the candidate on the same events.</summary>
public sealed class RecalculationBaseline(IRecalculation recalculation) : ITrialBaseline
{
    public string Name => recalculation.Version.ToString();

    public PackedEvents? Events => null;

    public JsonText? Find(StreamEvent original)
    {
        // One each time: shards of a run are worked on at once, and a recalculator serves one caller at a time.
        using var recalculator = new Recalculator(recalculation);
        using var output = new PooledBuffer();
        return
            recalculator.Correct(original, output).IsRecovered
            && JsonText.TryRead(output.WrittenSpan.ToArray(), JsonLimits.Largest, out var text, out _)
            ? text
            : null;
    }
}
