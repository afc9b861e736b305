namespace EventRecovery.Simulation.Scale;

/// <summary>What may hold a replay up, and what to do about it.</summary>
internal sealed class ScaleLimits(ScaleRow row)
{
    /// <summary>PERFORMANCE.md: a core recovers some 20,000 events a second.</summary>
    public const double EventsPerSecond = 20_000 * AwsLimits.ProcessorsOfAGigabyte;

    public Limit Workers { get; } = new("workers", row.Workers);

    public Limit Rate { get; } = new("--rate", row.Rate);

    public Limit Share { get; } = new("share of a shard's reads", 1);

    public Limit ShardReads { get; } = new("a shard's 2 MB/s", 1);

    public Limit Processor { get; } = new("a worker's processor", EventsPerSecond);

    public Limit TargetRecords { get; } =
        new("recovered stream, records", row.TargetShards * AwsLimits.ShardWriteRecordsPerSecond);

    public Limit TargetBytes { get; } =
        new("recovered stream, bytes", row.TargetShards * AwsLimits.ShardWriteBytesPerSecond);

    public Limit TableWrites { get; } = new("table, writes", row.TableWriteUnitsPerSecond);

    public Limit RunWrites { get; } = new("run's partition, writes", AwsLimits.PartitionWriteUnitsPerSecond);

    public Limit RunReads { get; } = new("run's partition, reads", AwsLimits.PartitionReadUnitsPerSecond);

    public Limit Environments { get; } = new("new environments", AwsLimits.NewEnvironmentsPerSecond);

    public Limit Listings { get; } = new("ListShards", AwsLimits.ListingsPerSecond);

    private IEnumerable<Limit> All =>
        [
            Workers,
            Rate,
            Share,
            ShardReads,
            Processor,
            TargetRecords,
            TargetBytes,
            TableWrites,
            RunWrites,
            RunReads,
            Environments,
            Listings,
        ];

    /// <summary>By how long they held workers up, the longest first, without those that hardly did.</summary>
    public IReadOnlyList<Limit> Ranked()
    {
        var all = All.Sum(limit => limit.Held);
        return [.. All.Where(limit => limit.Held > all / 1_000).OrderByDescending(limit => limit.Held)];
    }
}
