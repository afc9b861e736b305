namespace EventRecovery.Versions;

/// <summary>
/// From here on the results of a shard are one owner's, since it went on behind records that had expired. Whoever had the shard before
/// may have recovered some of them, and may still write: its objects begin with the same numbers, hold other events, and must have other
/// names.
/// </summary>
/// <param name="First">The first line of the branch's first object.</param>
/// <param name="Fence">Of the owner's lease, and so no other owner's.</param>
public sealed record ResultBranch(long First, long Fence);
