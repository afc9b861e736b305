using System.Globalization;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Streams;
using HashKeyRange = EventRecovery.Streams.HashKeyRange;

namespace EventRecovery.Aws.Kinesis;

/// <summary>What Kinesis says, in the words of this project.</summary>
internal static class KinesisMapping
{
    public static ShardDescription ToDescription(this Shard shard) =>
        new(
            new ShardId(shard.ShardId),
            ToShardId(shard.ParentShardId),
            ToShardId(shard.AdjacentParentShardId),
            new HashKeyRange(Parse(shard.HashKeyRange.StartingHashKey), Parse(shard.HashKeyRange.EndingHashKey)),
            new SequenceNumber(shard.SequenceNumberRange.StartingSequenceNumber),
            shard.SequenceNumberRange.EndingSequenceNumber is { Length: > 0 } ending ? new SequenceNumber(ending) : null
        );

    public static StreamRecord ToStreamRecord(this Record record) =>
        new(
            new SequenceNumber(record.SequenceNumber),
            record.PartitionKey,
            ToUtc(record.ApproximateArrivalTimestamp ?? default),
            record.Data?.ToArray() ?? ReadOnlyMemory<byte>.Empty
        );

    public static GetShardIteratorRequest ToRequest(this ShardStart start, StreamName stream, ShardId shard)
    {
        var request = new GetShardIteratorRequest { StreamName = stream.Value, ShardId = shard.Value };
        switch (start)
        {
            case ShardStart.TrimHorizon:
                request.ShardIteratorType = ShardIteratorType.TRIM_HORIZON;
                break;
            case ShardStart.AtTimestamp at:
                request.ShardIteratorType = ShardIteratorType.AT_TIMESTAMP;
                request.Timestamp = Early(at.Time);
                break;
            case ShardStart.AtSequence at:
                request.ShardIteratorType = ShardIteratorType.AT_SEQUENCE_NUMBER;
                request.StartingSequenceNumber = at.Sequence.Value;
                break;
            case ShardStart.AfterSequence after:
                request.ShardIteratorType = ShardIteratorType.AFTER_SEQUENCE_NUMBER;
                request.StartingSequenceNumber = after.Sequence.Value;
                break;
        }

        return request;
    }

    public static DateTimeOffset ToUtc(DateTime time) => new(time.ToUniversalTime());

    /// <summary>
    /// A whole second, at least one before the time asked for: some versions of AWSSDK.Kinesis round a timestamp to the nearest
    /// second, and what arrived just before would be skipped.
    /// </summary>
    internal static DateTime Early(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() - 1).UtcDateTime;

    private static ShardId? ToShardId(string? id) => id is { Length: > 0 } ? new ShardId(id) : null;

    private static UInt128 Parse(string key) => UInt128.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture);
}
