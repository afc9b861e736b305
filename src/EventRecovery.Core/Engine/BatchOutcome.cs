using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>How far a batch got.</summary>
/// <param name="FirstUnfinished">
/// The first event that is not finished (published, known published, or parked); null when all are. Everything before it may be
/// acknowledged, and nothing from it on.
/// </param>
public sealed record BatchOutcome(RecordPosition? FirstUnfinished, BatchCounts Counts)
{
    public bool IsComplete => FirstUnfinished is null;
}
