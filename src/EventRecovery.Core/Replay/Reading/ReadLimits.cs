namespace EventRecovery.Replay.Reading;

/// <summary>
/// What a replay takes of a shard's read limits, which it shares with the live readers: 2 MB and 5 calls a second (Kinesis Data
/// Streams quotas).
/// </summary>
public sealed record ReadLimits
{
    public const int ShardBytesPerSecond = 2_000_000;
    public const int ShardCallsPerSecond = 5;

    /// <summary>Above 0 and up to 1. Default 0.4: live readers keep 60 %.</summary>
    public double Share { get; init; } = 0.4;

    /// <summary>From 1; default 1,000.</summary>
    public double RecordsPerSecond { get; init; } = ReplayLimits.Default.RecordsPerSecondPerShard;

    public double BytesPerSecond => ShardBytesPerSecond * Share;

    public double CallsPerSecond => ShardCallsPerSecond * Share;
}
