using EventRecovery.Engine;

namespace EventRecovery.Replay;

/// <summary>What was read and done, in one shard or in a whole run.</summary>
/// <param name="GetRecordsCalls">Pages asked for, empty ones included.</param>
/// <param name="Records">Records read, also those outside the window.</param>
/// <param name="RecordsInWindow">Records that arrived within the window.</param>
/// <param name="Bytes">Of the records read, partition keys not included.</param>
/// <param name="CheckpointWrites">Conditional writes of checkpoints, leases included.</param>
/// <param name="WriteUnits">DynamoDB write units, as the service reported them.</param>
/// <param name="Events">What became of the events.</param>
public readonly record struct ReplayCounts(
    long GetRecordsCalls = 0,
    long Records = 0,
    long RecordsInWindow = 0,
    long Bytes = 0,
    long CheckpointWrites = 0,
    decimal WriteUnits = 0,
    BatchCounts Events = default
)
{
    public static ReplayCounts operator +(ReplayCounts a, ReplayCounts b) =>
        new(
            a.GetRecordsCalls + b.GetRecordsCalls,
            a.Records + b.Records,
            a.RecordsInWindow + b.RecordsInWindow,
            a.Bytes + b.Bytes,
            a.CheckpointWrites + b.CheckpointWrites,
            a.WriteUnits + b.WriteUnits,
            a.Events + b.Events
        );
}
