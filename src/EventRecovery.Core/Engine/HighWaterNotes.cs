using System.Collections.Concurrent;
using EventRecovery.Claims;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>Notes a consumer's progress at most once a minute and shard, and never lets that get in the way of the work.</summary>
public sealed class HighWaterNotes(IHighWaterMarks marks, Lineage consumer, TimeProvider time)
{
    /// <summary>A write costs a unit; a person does not look more often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(StreamName, ShardId), DateTimeOffset> noted = new();

    /// <param name="finished">The last record that was finished.</param>
    public async Task NoteAsync(
        StreamName stream,
        ShardId shard,
        StreamRecord finished,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        if (noted.TryGetValue((stream, shard), out var last) && now - last < Interval)
        {
            return;
        }

        // Also when it fails: the next minute is soon enough.
        noted[(stream, shard)] = now;
        try
        {
            var mark = new HighWaterMark(stream, shard, finished.Sequence, finished.ArrivedAt, now);
            await marks.NoteAsync(consumer, mark, cancellationToken);
        }
        catch (TransientFailureException)
        {
            // Nothing is decided by it.
        }
    }
}
