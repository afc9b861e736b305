using EventRecovery.Events;

namespace EventRecovery.Publishing;

/// <summary>A recovered event on its way out.</summary>
/// <param name="OrderKey">What must stay in order; records of one key leave one after another.</param>
public sealed record OutgoingRecord(string PartitionKey, OrderKey OrderKey, ReadOnlyMemory<byte> Data)
{
    /// <summary>Bytes that count against Kinesis' limits: the data and the partition key.</summary>
    public int Size => Data.Length + System.Text.Encoding.UTF8.GetByteCount(PartitionKey);
}
