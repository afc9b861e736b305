using EventRecovery.Events;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>What a producer wrote: a record that is one event, or one of the many in a KPL aggregate.</summary>
/// <param name="Damage">Why an aggregate cannot be split; its bytes are parked whole.</param>
internal readonly record struct UserRecord(
    RecordPosition Position,
    string PartitionKey,
    DateTimeOffset ArrivedAt,
    ReadOnlyMemory<byte> Data,
    Rejection? Damage = null
)
{
    /// <summary>
    /// The user records of a batch in order. Those outside the shard's hash range belong to another shard (after a reshard both
    /// sides hold the aggregate), and those up to the batch's resume point are done.
    /// </summary>
    public static IEnumerable<UserRecord> Split(ShardBatch batch)
    {
        foreach (var record in batch.Records)
        {
            yield return new UserRecord(
                new RecordPosition(record.Sequence),
                record.PartitionKey,
                record.ArrivedAt,
                record.Data
            );
        }
    }
}
