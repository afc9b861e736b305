using EventRecovery.Replay.Checkpoints;

namespace EventRecovery.Replay.Running;

/// <summary>How the work on one shard ended, for now.</summary>
public abstract record ShardOutcome
{
    private ShardOutcome() { }

    /// <summary>Nothing of the window is left in it; its children may start.</summary>
    public sealed record Done : ShardOutcome;

    /// <summary>Time is up. Everything is saved, and the lease is free.</summary>
    public sealed record Continues : ShardOutcome;

    /// <summary>Somebody else has it, or took it over. Null when that one was just faster, and is not known.</summary>
    public sealed record Owned(Lease? By) : ShardOutcome;

    /// <summary>The run was cancelled.</summary>
    public sealed record Cancelled : ShardOutcome;

    /// <summary>A person is needed. The reason is saved with the checkpoint.</summary>
    public sealed record Failed(string Reason) : ShardOutcome;
}
