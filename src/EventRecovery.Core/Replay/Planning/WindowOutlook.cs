using EventRecovery.Streams;

namespace EventRecovery.Replay.Planning;

/// <summary>
/// What of a window the stream can still give: Kinesis itself starts at its oldest record without a word when it is asked for an
/// older one.
/// <code>
///        gone                there               not yet
///   ├─────────────┼──────────────────────────┼─────────────┤
///  from   trim horizon / creation           now            to
/// </code>
/// </summary>
/// <param name="Gone">The part that the stream no longer holds, or never did; null when there is none.</param>
/// <param name="NotYet">The part that lies in the future; null when there is none.</param>
/// <param name="GoneBecause">Why.</param>
/// <param name="Oldest">The trim horizon, or the stream's creation when that is later.</param>
/// <param name="ExpiresAt">When the oldest record that is still there leaves the stream.</param>
public sealed record WindowOutlook(
    ReplayWindow Window,
    ReplayWindow? Gone,
    ReplayWindow? NotYet,
    GoneReason GoneBecause,
    DateTimeOffset Oldest,
    DateTimeOffset ExpiresAt
)
{
    /// <summary>Whether there is anything to read, now or before the window ends.</summary>
    public bool HasRecords => !Window.IsEmpty && Gone?.To != Window.To && NotYet?.From != Window.From;

    public static WindowOutlook Of(ReplayWindow window, StreamDescription stream, DateTimeOffset now)
    {
        var horizon = now - stream.Retention;
        var (oldest, reason) =
            stream.CreatedAt > horizon ? (stream.CreatedAt, GoneReason.StreamIsYounger) : (horizon, GoneReason.Expired);
        var gone = window.Overlap(new ReplayWindow(DateTimeOffset.MinValue, oldest));
        var notYet = window.Overlap(new ReplayWindow(now, DateTimeOffset.MaxValue));
        var first = window.From > oldest ? window.From : oldest;
        return new WindowOutlook(
            window,
            gone.IsEmpty ? null : gone,
            notYet.IsEmpty ? null : notYet,
            gone.IsEmpty ? GoneReason.None : reason,
            oldest,
            first + stream.Retention
        );
    }

    /// <summary>What a person has to know and do, a sentence each; none when the whole window is there.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Window.IsEmpty)
        {
            yield return "The window is empty: its end is not after its start.";
            yield break;
        }

        if (Gone is { } gone)
        {
            var why =
                GoneBecause == GoneReason.Expired
                    ? "has left the stream"
                    : $"is older than the stream, which was created at {Oldest.UtcDateTime:O}";
            yield return $"{gone} {why}: nothing of it can be replayed. Recover it from the archive.";
        }

        if (NotYet is { } notYet)
        {
            yield return notYet == Window
                ? $"The window has not begun. Start after {Window.From.UtcDateTime:O}."
                : $"The window ends in the future: the run waits for records until {Window.To.UtcDateTime:O}.";
        }
    }
}

/// <summary>Why a part of a window is not in the stream.</summary>
public enum GoneReason
{
    None,

    /// <summary>The stream keeps records for its retention only.</summary>
    Expired,

    /// <summary>The stream was created later; an earlier stream of that name took its records with it.</summary>
    StreamIsYounger,
}
