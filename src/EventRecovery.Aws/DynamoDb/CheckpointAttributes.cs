using Amazon.DynamoDBv2.Model;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>A checkpoint as attributes of an item, under 1 KB, so that a write costs one unit.</summary>
internal static class CheckpointAttributes
{
    public const string Fence = "fence";
    public const string Owner = "owner";
    public const string Revision = "revision";

    private const string Stream = "stream";
    private const string StreamCreatedAt = "streamCreatedAt";
    private const string Shard = "shard";
    private const string LeaseEndsAt = "leaseEndsAt";
    private const string Sequence = "sequence";
    private const string SubSequence = "sub";
    private const string End = "end";
    private const string Counts = "counts";
    private const string ReadUpTo = "readUpTo";
    private const string ReachedWindow = "reachedWindow";
    private const string ExpiredFrom = "expiredFrom";
    private const string ExpiredTo = "expiredTo";
    private const string FailedAttempt = "failedAttempt";
    private const string FailureReason = "failure";

    public static Dictionary<string, AttributeValue> Write(ShardCheckpoint checkpoint)
    {
        var attributes = new Dictionary<string, AttributeValue>
        {
            [Stream] = Attributes.Of(checkpoint.Key.Stream.Value),
            [StreamCreatedAt] = Attributes.Of(checkpoint.Key.StreamCreatedAt),
            [Shard] = Attributes.Of(checkpoint.Key.Shard.Value),
            [Fence] = Attributes.Of(checkpoint.Lease.Fence),
            [LeaseEndsAt] = Attributes.Of(checkpoint.Lease.EndsAt),
            [Revision] = Attributes.Of(checkpoint.Revision),
            [ReachedWindow] = Attributes.Of(checkpoint.ReachedWindow),
            [Counts] = CountAttributes.Write(checkpoint.Counts),
        };
        if (checkpoint.Lease.Owner is { } owner)
        {
            attributes.Add(Owner, Attributes.Of(owner));
        }

        if (checkpoint.ReadUpTo is { } readUpTo)
        {
            attributes.Add(ReadUpTo, Attributes.Of(readUpTo));
        }

        if (checkpoint.Expired is { } expired)
        {
            attributes.Add(ExpiredFrom, Attributes.Of(expired.From));
            attributes.Add(ExpiredTo, Attributes.Of(expired.To));
        }

        if (checkpoint.Failure is { } failure)
        {
            attributes.Add(FailedAttempt, Attributes.Of(failure.Attempt));
            attributes.Add(FailureReason, Attributes.Of(failure.Reason));
        }

        AddPosition(attributes, checkpoint.Position);
        return attributes;
    }

    public static ShardCheckpoint Read(Dictionary<string, AttributeValue> item) =>
        new(
            new ShardKey(new StreamName(item.Text(Stream)), item.Time(StreamCreatedAt), new ShardId(item.Text(Shard))),
            new Lease(item.TextOrNull(Owner), item.Time(LeaseEndsAt), item.Number(Fence)),
            ReadPosition(item),
            item.Number(Revision)
        )
        {
            Counts = CountAttributes.Read(item[Counts].M),
            ReadUpTo = item.TimeOrNull(ReadUpTo),
            ReachedWindow = item[ReachedWindow].BOOL is true,
            Expired = item.TimeOrNull(ExpiredFrom) is { } from ? new ReplayWindow(from, item.Time(ExpiredTo)) : null,
            Failure = item.NumberOrNull(FailedAttempt) is { } attempt
                ? new ShardFailure((int)attempt, item.Text(FailureReason))
                : null,
        };

    private static void AddPosition(Dictionary<string, AttributeValue> attributes, ShardPosition position)
    {
        switch (position)
        {
            case ShardPosition.After after:
                attributes.Add(Sequence, Attributes.Of(after.Last.Sequence.Value));
                if (after.Last.SubSequence is { } sub)
                {
                    attributes.Add(SubSequence, Attributes.Of(sub));
                }

                break;
            case ShardPosition.Done done:
                attributes.Add(End, Attributes.Of(done.End.ToString()));
                break;
        }
    }

    private static ShardPosition ReadPosition(Dictionary<string, AttributeValue> item)
    {
        if (item.TextOrNull(End) is { } end)
        {
            return new ShardPosition.Done(Enum.Parse<ShardEnd>(end));
        }

        return item.TextOrNull(Sequence) is { } sequence
            ? new ShardPosition.After(
                new RecordPosition(new SequenceNumber(sequence), (int?)item.NumberOrNull(SubSequence))
            )
            : ShardPosition.Beginning;
    }
}
