using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Reading;

namespace EventRecovery.Replay.Running;

/// <summary>How one process works on runs.</summary>
public sealed record ReplayOptions
{
    public static ReplayOptions Default { get; } = new();

    /// <summary>Default 60 seconds. See <see cref="Lease.DefaultDuration"/>.</summary>
    public TimeSpan LeaseDuration { get; init; } = Lease.DefaultDuration;

    /// <summary>Kept of each lease to save and give back in; default 5 seconds. Nothing is published later than that.</summary>
    public TimeSpan LeaseMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Default one minute. See <see cref="ShardProgress.DefaultSlack"/>.</summary>
    public TimeSpan Slack { get; init; } = ShardProgress.DefaultSlack;

    /// <summary>Of a shard's read limits; default 0.4. See <see cref="ReadLimits.Share"/>.</summary>
    public double ReadShare { get; init; } = new ReadLimits().Share;

    /// <summary>Records a page at most, 1 to 10,000 (Kinesis), default 10,000: the fewest calls.</summary>
    public int PageRecords { get; init; } = 10_000;

    /// <summary>
    /// Records that pages are put together to before they are recovered, default 10,000: each batch costs a claim page and its done
    /// item in every log that it touches, however small it is.
    /// </summary>
    public int BatchRecords { get; init; } = 10_000;

    /// <summary>How long a batch is waited for, default 15 seconds, so that checkpoints keep coming on a slow shard.</summary>
    public TimeSpan BatchWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Records after which a checkpoint is written, default 20,000: two full batches. It is also written when half of the lease is
    /// over, and whenever work stops. What a crash repeats is known to the claim log and not published again.
    /// </summary>
    public int CheckpointRecords { get; init; } = 20_000;

    /// <summary>Shards at once, from 1; default 4. Each holds a batch, the page after it and a chunk of events in memory, some 60 MB.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>How often a worker looks whether its run was cancelled; default 5 seconds, one read unit each.</summary>
    public TimeSpan CancelCheck { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Trouble without a break that ends the work on a shard as failed; default 5 minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);
}
