namespace EventRecovery.Replay.Planning;

/// <summary>Where a shard stands in a run.</summary>
public enum ShardStage
{
    /// <summary>May be worked on now: nobody has it, and every parent is done.</summary>
    Ready,

    /// <summary>Somebody works on it.</summary>
    Leased,

    /// <summary>A parent is not done.</summary>
    Waiting,

    /// <summary>Nothing of the window is left in it.</summary>
    Done,

    /// <summary>It was born after the window: not read at all.</summary>
    AfterWindow,

    /// <summary>It stopped in this attempt for a reason that trying again does not mend.</summary>
    Failed,
}
