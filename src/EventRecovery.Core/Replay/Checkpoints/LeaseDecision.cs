namespace EventRecovery.Replay.Checkpoints;

/// <summary>What somebody who wants to work on a shard may do.</summary>
public abstract record LeaseDecision
{
    private LeaseDecision() { }

    /// <summary>Nobody holds the lease, or it has ended: take it, under this lease.</summary>
    public sealed record Take(Lease Lease) : LeaseDecision;

    /// <summary>It is already mine: go on. Also after my lease has ended, as long as nobody took it.</summary>
    public sealed record Continue(Lease Lease) : LeaseDecision;

    /// <summary>Somebody else works on the shard.</summary>
    public sealed record OwnedBy(string Owner, DateTimeOffset Until) : LeaseDecision;

    /// <summary>I held the lease and somebody has taken it since: stop, nothing more of mine will be saved.</summary>
    public sealed record Stale(long CurrentFence) : LeaseDecision;

    /// <summary>The shard is done: nobody needs it.</summary>
    public sealed record Finished : LeaseDecision;

    /// <param name="current">The stored checkpoint; null when nobody has touched the shard.</param>
    /// <param name="me">My name, unique for this invocation.</param>
    /// <param name="held">The fence I believe to hold; null when I come anew.</param>
    public static LeaseDecision Decide(
        ShardCheckpoint? current,
        string me,
        DateTimeOffset now,
        TimeSpan duration,
        long? held = null
    )
    {
        var lease = current?.Lease ?? default;
        if (held < lease.Fence)
        {
            return new Stale(lease.Fence);
        }

        if (current?.Position is ShardPosition.Done)
        {
            return new Finished();
        }

        if (lease.Owner == me)
        {
            return new Continue(lease with { EndsAt = now + duration });
        }

        return lease.Owner is { } owner && now < lease.EndsAt
            ? new OwnedBy(owner, lease.EndsAt)
            : new Take(new Lease(me, now + duration, lease.Fence + 1));
    }
}
