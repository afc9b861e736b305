namespace EventRecovery.Replay;

/// <summary>
/// The records that a run is about, by arrival time: from <paramref name="From"/> up to and without <paramref name="To"/>, so that
/// windows laid end to end share nothing and leave nothing out.
/// </summary>
public readonly record struct ReplayWindow(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    /// <summary>Nothing can have arrived in it.</summary>
    public bool IsEmpty => From >= To;

    public bool Contains(DateTimeOffset arrivedAt) => From <= arrivedAt && arrivedAt < To;

    /// <summary>The time that both share; empty when there is none.</summary>
    public ReplayWindow Overlap(ReplayWindow other) =>
        new(From > other.From ? From : other.From, To < other.To ? To : other.To);

    public override string ToString() => $"[{From.UtcDateTime:O}, {To.UtcDateTime:O})";
}
