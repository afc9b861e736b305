using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>Finishes the events of a batch: by recovering them, or in a trial by looking at what would become of them.</summary>
public interface IBatchEngine
{
    /// <summary>Processes a batch as far as it gets before the deadline.</summary>
    /// <param name="finished">Hears of every event before the first unfinished one.</param>
    Task<BatchOutcome> ProcessAsync(
        ShardBatch batch,
        Deadline deadline,
        IFinishedEvents? finished,
        CancellationToken cancellationToken
    );
}
