using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>What is counted and remembered about one shard. Written by its pump, read by anyone.</summary>
internal sealed class ShardState(ShardId shard)
{
    private readonly Lock gate = new();
    private long delivered;
    private long discarded;
    private long invocations;
    private long failures;
    private long throttles;
    private SequenceNumber? checkpoint;
    private TimeSpan? behind;
    private long? idleSince;
    private bool finished;

    public ShardId Shard => shard;

    /// <summary>A page was asked for at <paramref name="askedAt"/> (a timestamp of the clock).</summary>
    /// <param name="idle">The page was empty, at the tip, and nothing read before it is still pending.</param>
    public void Read(TimeSpan behindLatest, bool idle, long askedAt)
    {
        lock (gate)
        {
            behind = behindLatest;
            idleSince = idle ? askedAt : null;
        }
    }

    public void Invoked(BatchOutcome outcome)
    {
        lock (gate)
        {
            throttles += outcome is BatchOutcome.Throttled ? 1 : 0;
            invocations += outcome is BatchOutcome.Throttled ? 0 : 1;
            failures += outcome is BatchOutcome.Failed or BatchOutcome.FailedFrom ? 1 : 0;
        }
    }

    public void Advance(SequenceNumber last, int count, int ofWhichDiscarded)
    {
        lock (gate)
        {
            checkpoint = last;
            delivered += count - ofWhichDiscarded;
            discarded += ofWhichDiscarded;
        }
    }

    public void Finish()
    {
        lock (gate)
        {
            finished = true;
        }
    }

    /// <summary>Whether all that was in the shard at <paramref name="timestamp"/> is finished with.</summary>
    public bool IsDrainedAsOf(long timestamp)
    {
        lock (gate)
        {
            return finished || idleSince >= timestamp;
        }
    }

    public EventSourceProgress Snapshot()
    {
        lock (gate)
        {
            return new EventSourceProgress(
                delivered,
                discarded,
                invocations,
                failures,
                throttles,
                [new ShardProgress(shard, checkpoint, behind, finished)]
            );
        }
    }
}
