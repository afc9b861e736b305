using EventRecovery.Streams;

namespace EventRecovery.Engine;

public sealed class BatchReader
{
    internal IEnumerable<IReadOnlyList<WorkItem>> Read(ShardBatch batch, int maxEvents, long maxBytes) =>
        throw new NotSupportedException();
}
