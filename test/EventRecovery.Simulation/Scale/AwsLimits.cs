namespace EventRecovery.Simulation.Scale;

/// <summary>What AWS gives, by default, each with the page that says so. Megabytes are taken for a million bytes.</summary>
internal static class AwsLimits
{
    // Kinesis Data Streams developer guide, Quotas and limits.
    public const double ShardReadBytesPerSecond = 2_000_000;
    public const double ShardReadCallsPerSecond = 5;
    public const int PageRecords = 10_000;
    public const int PageBytes = 10_000_000;
    public const double ShardWriteBytesPerSecond = 1_000_000;
    public const double ShardWriteRecordsPerSecond = 1_000;

    // The same page (ListShards: 1,000 transactions a second and stream), and its API reference (MaxResults).
    public const double ListingsPerSecond = 1_000;
    public const double ShardsPerListing = 1_000;

    // DynamoDB developer guide, Quotas (table-level, on-demand) and Partitions and data distribution.
    public const double TableWriteUnitsPerSecond = 40_000;
    public const double PartitionWriteUnitsPerSecond = 1_000;
    public const double PartitionReadUnitsPerSecond = 3_000;

    // Lambda developer guide, Lambda quotas (concurrent executions), Lambda scaling behavior, Configure function memory (1,769 MB: one vCPU).
    public const int ConcurrentExecutions = 1_000;
    public const double NewEnvironmentsPerSecond = 100;
    public const double ProcessorsOfAGigabyte = 1024.0 / 1769;
}
