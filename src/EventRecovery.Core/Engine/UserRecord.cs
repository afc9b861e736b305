using EventRecovery.Events;
using EventRecovery.Kpl;
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
    /// <summary>Where its record was first, when it was read from elsewhere.</summary>
    public SourcePosition? Origin { get; init; }

    /// <summary>The one record that this is, wherever it was read.</summary>
    public SourcePosition SourceIn(ShardBatch batch) =>
        Origin is { } first
            ? first with
            {
                Record = first.Record with { SubSequence = Position.SubSequence },
            }
            : new SourcePosition(batch.Stream, batch.Shard, Position);

    /// <summary>
    /// The user records of a batch in order. Those outside the shard's hash range belong to another shard (after a reshard both
    /// sides hold the aggregate), and those up to the batch's resume point are done.
    /// </summary>
    public static IEnumerable<UserRecord> Split(ShardBatch batch)
    {
        var units = SplitAll(batch);
        return batch.ResumeAfter is { } done ? units.SkipWhile(unit => unit.Position.CompareTo(done) <= 0) : units;
    }

    private static IEnumerable<UserRecord> SplitAll(ShardBatch batch)
    {
        foreach (var record in batch.Records)
        {
            switch (KplAggregate.TryOpen(record.Data, out var aggregate, out var damage))
            {
                case KplStatus.Aggregated:
                    // What was read from elsewhere has no range of its own any more; copies are settled by the claims.
                    foreach (var unit in aggregate!.Records(record.Origin is null ? batch.HashKeys : null))
                    {
                        yield return Part(record, unit);
                    }

                    break;
                case KplStatus.Damaged:
                    yield return Whole(record, damage);
                    break;
                default:
                    yield return Whole(record, damage: null);
                    break;
            }
        }
    }

    private static UserRecord Part(StreamRecord record, KplUserRecord unit) =>
        new(new RecordPosition(record.Sequence, unit.SubSequence), unit.PartitionKey, record.ArrivedAt, unit.Data)
        {
            Origin = record.Origin,
        };

    private static UserRecord Whole(StreamRecord record, Rejection? damage) =>
        new(new RecordPosition(record.Sequence), record.PartitionKey, record.ArrivedAt, record.Data, damage)
        {
            Origin = record.Origin,
        };
}
