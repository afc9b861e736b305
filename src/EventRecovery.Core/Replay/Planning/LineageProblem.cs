using EventRecovery.Streams;

namespace EventRecovery.Replay.Planning;

/// <summary>Something about a shard that cannot be true.</summary>
public sealed record LineageProblem(ShardId Shard, string Message);
