using Amazon.Lambda.KinesisEvents;
using EventRecovery.Streams;

namespace EventRecovery.Reprocessor;

/// <summary>From Lambda's event to the engine's batch. An event source mapping sends the records of one shard at a time.</summary>
internal static class KinesisEventMapping
{
    /// <summary>Null for an event without records, which a person may send and which is a success.</summary>
    public static ShardBatch? ToBatch(this KinesisEvent input)
    {
        if (input.Records is not { Count: > 0 } records)
        {
            return null;
        }

        var source = SourceOf(records[0]);
        if (records.FirstOrDefault(record => SourceOf(record) != source) is { } other)
        {
            throw new ArgumentException(
                $"The event mixes records of {source.Stream}/{source.Shard} and {other.EventSourceARN} {other.EventId}; "
                    + "a Kinesis event source sends one shard at a time. Nothing was processed."
            );
        }

        return new ShardBatch(source.Stream, source.Shard, [.. records.Select(ToRecord)]);
    }

    private static StreamRecord ToRecord(KinesisEvent.KinesisEventRecord record) =>
        new(
            new SequenceNumber(record.Kinesis.SequenceNumber),
            record.Kinesis.PartitionKey,
            new DateTimeOffset(record.Kinesis.ApproximateArrivalTimestamp ?? DateTime.UnixEpoch),
            Bytes(record.Kinesis.Data)
        );

    private static ReadOnlyMemory<byte> Bytes(MemoryStream? data) =>
        data is null ? default
        : data.TryGetBuffer(out var buffer) ? buffer
        : data.ToArray();

    /// <summary>
    /// The event id is <c>shardId-000000000006:SEQUENCE</c>, the ARN ends in <c>:stream/NAME</c> (or, for an enhanced fan-out
    /// consumer, <c>:stream/NAME/consumer/…</c>).
    /// </summary>
    private static (StreamName Stream, ShardId Shard) SourceOf(KinesisEvent.KinesisEventRecord record)
    {
        const string StreamPart = ":stream/";
        var arn = record.EventSourceARN ?? "";
        var at = arn.IndexOf(StreamPart, StringComparison.Ordinal);
        var colon = record.EventId?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (
            at < 0
            || colon < 0
            || record.Kinesis?.SequenceNumber is not { } sequence
            || !new SequenceNumber(sequence).IsValid
        )
        {
            throw new ArgumentException(
                "The event is not from a Kinesis event source: every record needs eventSourceARN, eventID and "
                    + "kinesis.sequenceNumber. Nothing was processed."
            );
        }

        var name = arn[(at + StreamPart.Length)..];
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return (new StreamName(slash < 0 ? name : name[..slash]), new ShardId(record.EventId![..colon]));
    }
}
