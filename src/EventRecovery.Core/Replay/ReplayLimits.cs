namespace EventRecovery.Replay;

/// <summary>What a run may take from others and spend.</summary>
public sealed record ReplayLimits
{
    public static ReplayLimits Default { get; } = new();

    /// <summary>Far above what a shard gives: 2 MB a second (Kinesis quota).</summary>
    public const int MostRecordsPerSecond = 1_000_000;

    /// <summary>
    /// Records read from each shard a second, 1 to 1,000,000. Default 1,000: what one shard takes in at most (Kinesis quota), so a replay
    /// keeps pace with the busiest producer and no more.
    /// </summary>
    public int RecordsPerSecondPerShard { get; init; } = 1_000;

    /// <summary>DynamoDB write units that the whole run may consume, from 1; null is no limit. A run that reaches it can be resumed.</summary>
    public long? MaxWriteUnits { get; init; }
}
