using EventRecovery.Claims;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>
/// How far a consumer has got in each shard, for people to look at: nothing is decided by it. Where it really is, the event
/// source knows.
/// </summary>
public interface IHighWaterMarks
{
    Task NoteAsync(Lineage consumer, HighWaterMark mark, CancellationToken cancellationToken);

    /// <summary>One a shard that was ever noted.</summary>
    Task<IReadOnlyList<HighWaterMark>> ListAsync(Lineage consumer, CancellationToken cancellationToken);
}

/// <param name="Sequence">The last record that was finished.</param>
/// <param name="ArrivedAt">When that record arrived on the stream.</param>
/// <param name="NotedAt">When it was finished, or up to a minute later.</param>
public sealed record HighWaterMark(
    StreamName Stream,
    ShardId Shard,
    SequenceNumber Sequence,
    DateTimeOffset ArrivedAt,
    DateTimeOffset NotedAt
);
