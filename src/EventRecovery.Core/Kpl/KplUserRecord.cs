using System.Text;
using EventRecovery.Streams;

namespace EventRecovery.Kpl;

/// <summary>One record of an aggregate. Its data is a slice of the aggregate, not a copy.</summary>
/// <param name="SubSequence">Its place in the aggregate, from 0, counting also those outside a shard's range: the same in every shard.</param>
/// <param name="PartitionKeyUtf8">The partition key that its producer gave it.</param>
/// <param name="ExplicitHashKey">The hash key that its producer gave it instead of the partition key's MD5, if any.</param>
/// <param name="Data">Its data.</param>
public readonly record struct KplUserRecord(
    int SubSequence,
    ReadOnlyMemory<byte> PartitionKeyUtf8,
    UInt128? ExplicitHashKey,
    ReadOnlyMemory<byte> Data
)
{
    /// <summary>The partition key. Made anew at each call.</summary>
    public string PartitionKey => Encoding.UTF8.GetString(PartitionKeyUtf8.Span);

    /// <summary>Where it belongs in Kinesis' hash key space.</summary>
    public UInt128 HashKey => ExplicitHashKey ?? HashKeyRange.HashOf(PartitionKeyUtf8.Span);
}
