namespace EventRecovery.Kpl;

/// <summary>
/// The aggregation format of the Kinesis Producer Library: magic, a protocol buffers message, the MD5 of the message. Source: "KPL
/// Aggregated Record Format", aggregation-format.md of awslabs/amazon-kinesis-producer.
/// <code>
///   message AggregatedRecord { repeated string partition_key_table = 1; repeated string explicit_hash_key_table = 2;
///                              repeated Record records = 3; }
///   message Record { required uint64 partition_key_index = 1; optional uint64 explicit_hash_key_index = 2;
///                    required bytes data = 3; repeated Tag tags = 4; }
/// </code>
/// </summary>
public static class KplFormat
{
    /// <summary>What every aggregate begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0xF3, 0x89, 0x9A, 0xC2];

    /// <summary>The MD5 at the end, in bytes.</summary>
    public const int DigestLength = 16;

    /// <summary>Field of an aggregate: a partition key.</summary>
    public const int PartitionKeyTable = 1;

    /// <summary>Field of an aggregate: an explicit hash key, in decimal digits.</summary>
    public const int ExplicitHashKeyTable = 2;

    /// <summary>Field of an aggregate: a user record.</summary>
    public const int Records = 3;

    /// <summary>Field of a user record: where its partition key is in the table.</summary>
    public const int PartitionKeyIndex = 1;

    /// <summary>Field of a user record: where its explicit hash key is in the table, if it has one.</summary>
    public const int ExplicitHashKeyIndex = 2;

    /// <summary>Field of a user record: its data.</summary>
    public const int Data = 3;
}
