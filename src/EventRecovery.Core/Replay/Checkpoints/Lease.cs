namespace EventRecovery.Replay.Checkpoints;

/// <summary>
/// Who advances a checkpoint, and until when others leave it alone. Time only decides who tries; what keeps a stale owner from
/// writing is the fence, since clocks differ and a frozen process does not see its lease end.
/// </summary>
/// <param name="Owner">Unique for each invocation or process; null when nobody holds the lease.</param>
/// <param name="EndsAt">By the owner's clock.</param>
/// <param name="Fence">From 1, one higher with each new owner, never lower.</param>
public readonly record struct Lease(string? Owner, DateTimeOffset EndsAt, long Fence)
{
    /// <summary>
    /// Default 60 seconds: as long as a killed owner's shard rests. It is renewed with each checkpoint and before it is half over.
    /// </summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(60);
}
