using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Planning;

/// <summary>Where to open a shard, and what of its first record is finished already.</summary>
/// <param name="FinishedInFirst">The last finished event of an aggregate that is opened again because more of it follow.</param>
public sealed record ShardOpening(ShardStart Start, RecordPosition? FinishedInFirst = null)
{
    /// <summary>
    /// How much before the window a root opens. The .NET client sends whole seconds, rounded to nearest, and arrival times are
    /// approximate; what is read too much is filtered.
    /// </summary>
    public static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    /// <summary>How far from now a timestamp stays, since one in the service's future is refused and clocks differ.</summary>
    public static readonly TimeSpan FromNow = TimeSpan.FromSeconds(5);

    /// <summary>After what is finished. An aggregate that is half done is opened at, not after.</summary>
    public static ShardOpening After(RecordPosition last) =>
        last.SubSequence is null
            ? new ShardOpening(new ShardStart.AfterSequence(last.Sequence))
            : new ShardOpening(new ShardStart.AtSequence(last.Sequence), last);

    /// <summary>Just before the window begins.</summary>
    public static ShardOpening At(ReplayWindow window, DateTimeOffset now)
    {
        var time = window.From - Early;
        var latest = now - FromNow;
        return new ShardOpening(new ShardStart.AtTimestamp(WholeSecond(time < latest ? time : latest)));
    }

    /// <summary>
    /// A shard that was born within the window opens at its first record. One that may be older opens just before the window,
    /// lest it be read from long before.
    /// </summary>
    /// <param name="parentSeenInWindow">A parent held records of the window, so the shard was born in it.</param>
    public static ShardOpening Unread(bool parentSeenInWindow, ReplayWindow window, DateTimeOffset now) =>
        parentSeenInWindow ? new ShardOpening(new ShardStart.TrimHorizon()) : At(window, now);

    internal static ShardOpening Of(
        ShardCheckpoint? checkpoint,
        bool parentSeenInWindow,
        ReplayWindow window,
        DateTimeOffset now
    ) =>
        checkpoint?.Position is ShardPosition.After { Last: var last }
            ? After(last)
            : Unread(parentSeenInWindow, window, now);

    private static DateTimeOffset WholeSecond(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
