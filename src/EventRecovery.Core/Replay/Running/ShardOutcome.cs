namespace EventRecovery.Replay.Running;

/// <summary>How the work on one shard ended, for now.</summary>
public abstract record ShardOutcome
{
    private ShardOutcome() { }

    /// <summary>Nothing of the window is left in it; its children may start.</summary>
    public sealed record Done : ShardOutcome;

    /// <summary>Time was short. Everything is saved and the lease is free: ask again.</summary>
    public sealed record Continues : ShardOutcome;

    /// <summary>Somebody else works on it.</summary>
    public sealed record OwnedBy(string Owner, DateTimeOffset Until) : ShardOutcome;

    /// <summary>Somebody took the shard over meanwhile; nothing of this worker's was saved since.</summary>
    public sealed record Fenced : ShardOutcome;

    /// <summary>The run was cancelled.</summary>
    public sealed record Cancelled : ShardOutcome;

    /// <summary>The next batch might exceed the run's write units.</summary>
    public sealed record OverBudget : ShardOutcome;

    /// <summary>Trying again as it is will not help.</summary>
    public sealed record Failed(string Reason) : ShardOutcome;
}
