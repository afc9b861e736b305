using EventRecovery.Streams;

namespace EventRecovery.Replay.Checkpoints;

/// <summary>
/// What comes of a person's wish that a shard go on somewhere else. The move is a change of owner like any other: the fence goes up by
/// one, so whoever works on the shard at that time is refused at its next save.
/// </summary>
public abstract record CheckpointMove
{
    /// <summary>
    /// Owners of this name moved the checkpoint and never worked. Each has a token of its own, since a repeated write knows itself by
    /// its owner.
    /// </summary>
    public const string Mover = "operator-";

    private CheckpointMove() { }

    /// <summary>To be written by <see cref="ICheckpointStore.AcquireAsync"/>, under a lease that is over: the next worker takes it.</summary>
    public sealed record Allowed(ShardCheckpoint Moved, MoveDirection Direction) : CheckpointMove;

    /// <summary>Somebody works on the shard.</summary>
    public sealed record HeldBy(string Owner, DateTimeOffset Until) : CheckpointMove;

    /// <summary>It is there already.</summary>
    public sealed record Unchanged : CheckpointMove;

    /// <param name="token">New for each move.</param>
    /// <param name="force">Take the shard from whoever works on it.</param>
    public static CheckpointMove Decide(
        ShardCheckpoint current,
        ShardPosition to,
        DateTimeOffset now,
        UInt128 token,
        bool force
    )
    {
        if (current.Position == to)
        {
            return new Unchanged();
        }

        if (!force && current.Lease.Owner is { } owner && now < current.Lease.EndsAt)
        {
            return new HeldBy(owner, current.Lease.EndsAt);
        }

        var direction = DirectionOf(current.Position, to);
        var free = new Lease($"{Mover}{token:x32}", now, current.Lease.Fence + 1);
        return new Allowed(
            ShardCheckpoint.Taken(current.Key, free, current) with
            {
                Position = to,
                // How far back it went is not known here, and what may have expired is judged from this.
                ReadUpTo = direction == MoveDirection.Back ? null : current.ReadUpTo,
            },
            direction
        );
    }

    private static MoveDirection DirectionOf(ShardPosition from, ShardPosition to) =>
        Rank(to).CompareTo(Rank(from)) switch
        {
            0 when LastOf(to).CompareTo(LastOf(from)) < 0 => MoveDirection.Back,
            < 0 => MoveDirection.Back,
            _ => MoveDirection.Forward,
        };

    private static int Rank(ShardPosition position) =>
        position switch
        {
            ShardPosition.Done => 2,
            ShardPosition.After => 1,
            _ => 0,
        };

    private static RecordPosition LastOf(ShardPosition position) =>
        position is ShardPosition.After { Last: var last } ? last : new RecordPosition(new SequenceNumber("0"));
}

public enum MoveDirection
{
    /// <summary>What lies between is not read by this run.</summary>
    Forward,

    /// <summary>What lies between is read again; what was published stays so, and is not published again.</summary>
    Back,
}
