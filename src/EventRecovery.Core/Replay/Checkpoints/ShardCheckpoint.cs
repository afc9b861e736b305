namespace EventRecovery.Replay.Checkpoints;

/// <summary>How far a run has durably got in one shard, and who may say so.</summary>
/// <param name="Revision">
/// Counts the writes under one fence, from 0. A write that arrives late, after a newer one of the same owner, is refused by it.
/// </param>
public sealed record ShardCheckpoint(ShardKey Key, Lease Lease, ShardPosition Position, long Revision = 0)
{
    public ReplayCounts Counts { get; init; }

    /// <summary>Arrival of the latest record that was read, in or before the window; null before the first.</summary>
    public DateTimeOffset? ReadUpTo { get; init; }

    /// <summary>
    /// A record of the window, or later, was seen: so the shard lived then, and its children were born after the window began.
    /// </summary>
    public bool ReachedWindow { get; init; }

    /// <summary>
    /// The time, within the window, whose records may have left the stream before they were read; null when none did. What was
    /// read of it was read: this says what nobody can promise.
    /// </summary>
    public ReplayWindow? Expired { get; init; }

    /// <summary>Why the shard stopped, in the run's attempt of that number; null while it goes well.</summary>
    public ShardFailure? Failure { get; init; }

    public bool IsDone => Position is ShardPosition.Done;

    /// <summary>The checkpoint of a shard that <paramref name="lease"/> takes over from <paramref name="seen"/>.</summary>
    public static ShardCheckpoint Taken(ShardKey key, Lease lease, ShardCheckpoint? seen) =>
        (seen ?? new ShardCheckpoint(key, lease, ShardPosition.Beginning)) with
        {
            Lease = lease,
            Revision = 0,
            Failure = null,
        };

    /// <summary>The next write under the same fence.</summary>
    public ShardCheckpoint Next() => this with { Revision = Revision + 1 };
}

/// <param name="Attempt">The run's attempt in which it happened; a later attempt tries the shard again.</param>
/// <param name="Reason">What happened and what to do, without payload.</param>
public sealed record ShardFailure(int Attempt, string Reason);
