namespace EventRecovery.Engine;

/// <summary>What happened to the events of one or more batches.</summary>
/// <param name="Read">Events met, also poison and duplicates.</param>
/// <param name="Recovered">Published, with their done item written.</param>
/// <param name="Duplicates">Skipped: another copy was published.</param>
/// <param name="Redelivered">Skipped: the same record was published before.</param>
/// <param name="TakenOver">Claimed although a silent writer held them.</param>
/// <param name="ClaimedAgain">Claimed again after this writer's own unfinished pass.</param>
/// <param name="Waited">Times that a live foreign claim ended a pass.</param>
/// <param name="LostAppends">Appends that another writer's page forestalled.</param>
/// <param name="Conflicting">Duplicates in one batch whose corrected event is not the winner's: one id was given to two events.</param>
public readonly record struct BatchCounts(
    long Read = 0,
    long Recovered = 0,
    long Duplicates = 0,
    long Redelivered = 0,
    long Parked = 0,
    long TakenOver = 0,
    long ClaimedAgain = 0,
    long Waited = 0,
    long LostAppends = 0,
    long Conflicting = 0
)
{
    public static BatchCounts operator +(BatchCounts a, BatchCounts b) =>
        new(
            a.Read + b.Read,
            a.Recovered + b.Recovered,
            a.Duplicates + b.Duplicates,
            a.Redelivered + b.Redelivered,
            a.Parked + b.Parked,
            a.TakenOver + b.TakenOver,
            a.ClaimedAgain + b.ClaimedAgain,
            a.Waited + b.Waited,
            a.LostAppends + b.LostAppends,
            a.Conflicting + b.Conflicting
        );
}
