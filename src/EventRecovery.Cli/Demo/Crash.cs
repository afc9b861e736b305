using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Demo;

/// <summary>
/// A stretch of one shard that the consumer never got through: it was killed at every event, and each one was skipped in the end.
/// </summary>
/// <param name="Stretch">By the events' own time.</param>
internal sealed record Crash(ShardId Shard, ReplayWindow Stretch)
{
    /// <summary>Of the time that the events cover.</summary>
    private const double Share = 0.1;

    /// <summary>Begins at an event that the seed picks among the first four fifths, so that something is always lost.</summary>
    public static Crash? Of(IReadOnlyCollection<SourceEvent> events, Draw draw)
    {
        SourceEvent[] sent = [.. events.Where(one => one.Shard is not null).OrderBy(one => one.Timestamp)];
        if (sent.Length == 0)
        {
            return null;
        }

        var first = sent[draw.Of("crash", Math.Max(1, sent.Length * 4 / 5))];
        var length = (sent[^1].Timestamp - sent[0].Timestamp) * Share;
        return new Crash(
            first.Shard!.Value,
            new ReplayWindow(first.Timestamp, first.Timestamp + length + TimeSpan.FromTicks(1))
        );
    }

    public bool Takes(SourceEvent one) => one.Shard == Shard && Stretch.Contains(one.Timestamp);
}
