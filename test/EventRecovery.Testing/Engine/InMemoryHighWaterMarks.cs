using System.Collections.Concurrent;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Engine;

/// <summary>High-water marks in memory. Thread-safe.</summary>
public sealed class InMemoryHighWaterMarks : IHighWaterMarks
{
    private readonly ConcurrentDictionary<(Lineage, StreamName, ShardId), HighWaterMark> marks = new();

    public Task NoteAsync(Lineage consumer, HighWaterMark mark, CancellationToken cancellationToken)
    {
        marks[(consumer, mark.Stream, mark.Shard)] = mark;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<HighWaterMark>> ListAsync(Lineage consumer, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HighWaterMark>>([
            .. marks.Where(mark => mark.Key.Item1 == consumer).Select(mark => mark.Value),
        ]);
}
