using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Reading;

/// <summary>
/// When a shard is done, seen from each page of it. An empty page is no end, and zero milliseconds behind is none either: done is
/// a null iterator, or a position past the window. What the position is known from decides what it is worth:
/// <code>
///   the page has records   the last one's arrival, by the service's clock
///   it has none            now − MillisBehindLatest, by mine: good for a shard that a listing taken after the
///                          window shows open. A shard that closed may close within the window, and its children
///                          are skipped when it counts as past it; so it is read to its null iterator.
/// </code>
/// Zero milliseconds behind, on a page with records, is not the tip: more records of the last one's millisecond may follow.
/// </summary>
/// <param name="Slack">How far past the window to read on, since arrival times are neither exact nor in order.</param>
/// <param name="OpenAsOf">When a listing showed the shard open; null when it showed it closed.</param>
public sealed record ShardProgress(ReplayWindow Window, DateTimeOffset? OpenAsOf, TimeSpan Slack)
{
    /// <summary>
    /// One minute: sixty times the second within which arrival times of one shard are usually in order, and room for clocks that
    /// differ. It costs a minute's records a shard, read and dropped.
    /// </summary>
    public static readonly TimeSpan DefaultSlack = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How wrong my clock may be where records may still follow: an empty page behind the tip says nothing of what comes next. At the
    /// tip everything that has arrived was read, whatever my clock says.
    /// </summary>
    public static readonly TimeSpan ClockError = TimeSpan.FromMinutes(10);

    private DateTimeOffset Past => Window.To + Slack;

    /// <summary>Records are judged one by one: early ones are skipped, and a late one does not end the shard.</summary>
    public bool Includes(StreamRecord record) => Window.Contains(record.ArrivedAt);

    /// <summary>Null while there may be more of the window in the shard.</summary>
    public ShardEnd? EndAfter(ShardPage page, DateTimeOffset now)
    {
        if (page.Records is [.., { ArrivedAt: var last }] && last > Past)
        {
            return ShardEnd.PastWindow;
        }

        if (page.Next is null)
        {
            return ShardEnd.Closed;
        }

        var certain = page.BehindLatest <= TimeSpan.Zero ? Past : Past + ClockError;
        return page.Records.Count == 0 && OpenAsOf >= Window.To && now - page.BehindLatest > certain
            ? ShardEnd.PastWindow
            : null;
    }
}
