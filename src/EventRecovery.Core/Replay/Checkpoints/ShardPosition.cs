using EventRecovery.Streams;

namespace EventRecovery.Replay.Checkpoints;

/// <summary>How far a shard has durably got.</summary>
public abstract record ShardPosition
{
    private ShardPosition() { }

    public static ShardPosition Beginning { get; } = new Unread();

    /// <summary>Nothing is finished: open the shard where the plan says.</summary>
    public sealed record Unread : ShardPosition;

    /// <summary>
    /// This and everything before it is finished. With a sub-sequence it is an event inside an aggregate of which more may follow;
    /// without one the whole record is finished.
    /// </summary>
    public sealed record After(RecordPosition Last) : ShardPosition;

    /// <summary>Nothing of the window is left in the shard. Its children are ready by this very fact; no other write says so.</summary>
    public sealed record Done(ShardEnd End) : ShardPosition;
}

/// <summary>Why a shard is done, which decides about its children.</summary>
public enum ShardEnd
{
    /// <summary>It is closed and was read to its last record: what follows is in its children.</summary>
    Closed,

    /// <summary>It outlived the window and was read past it: its children were born after the window, and hold nothing of it.</summary>
    PastWindow,
}
