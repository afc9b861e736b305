namespace EventRecovery.Publishing;

/// <summary>Limits of the Kinesis API for writes (Kinesis Data Streams quotas, PutRecords).</summary>
public static class PublishLimits
{
    public const int RecordsPerCall = 500;

    /// <summary>5 MiB, partition keys included.</summary>
    public const int BytesPerCall = 5 * 1024 * 1024;

    /// <summary>1 MiB, the default of a stream; data before base64 encoding, with the partition key.</summary>
    public const int BytesPerRecord = 1024 * 1024;
}
