using EventRecovery.Streams;

namespace EventRecovery.Replay.Planning;

/// <summary>A shard that the run had begun and that expired before it was done: what came after its checkpoint is gone.</summary>
/// <param name="After">The last finished event; null when none was.</param>
/// <param name="ReadUpTo">Arrival of the last record that was read; null when none was.</param>
public sealed record LostShard(ShardId Shard, RecordPosition? After, DateTimeOffset? ReadUpTo);
