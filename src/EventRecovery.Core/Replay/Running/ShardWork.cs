using EventRecovery.Engine;

namespace EventRecovery.Replay.Running;

/// <summary>What one shard is replayed with: an engine of its own, and the write units that this engine has consumed.</summary>
public sealed record ShardWork(IBatchEngine Engine, WriteUnitTally Units);
