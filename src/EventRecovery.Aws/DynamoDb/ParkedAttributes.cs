using Amazon.DynamoDBv2.Model;
using EventRecovery.Parking;
using EventRecovery.Streams;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>A parked event as attributes of an item, all but its bytes.</summary>
internal static class ParkedAttributes
{
    public const string Attempts = "attempts";
    public const string Data = "data";

    /// <summary>Where the bytes are in the object store, when they outgrow the item.</summary>
    public const string DataKey = "dataKey";
    public const string State = "state";

    private const string Stream = "stream";
    private const string Shard = "shard";
    private const string Sequence = "sequence";
    private const string SubSequence = "sub";
    private const string ArrivedAt = "arrivedAt";
    private const string PartitionKey = "partitionKey";
    private const string Reason = "reason";
    private const string Message = "message";
    private const string Version = "version";

    public static Dictionary<string, AttributeValue> Write(ParkedEvent parked)
    {
        var attributes = new Dictionary<string, AttributeValue>
        {
            [Stream] = Attributes.Of(parked.Source.Stream.Value),
            [Shard] = Attributes.Of(parked.Source.Shard.Value),
            [Sequence] = Attributes.Of(parked.Source.Record.Sequence.Value),
            [ArrivedAt] = Attributes.Of(parked.ArrivedAt),
            [PartitionKey] = Attributes.Of(parked.PartitionKey),
            [Reason] = Attributes.Of(parked.Reason),
            [Message] = Attributes.Of(parked.Message),
            [Version] = Attributes.Of(parked.Version),
            [State] = Attributes.Of(nameof(ParkedState.Parked)),
        };
        if (parked.Source.Record.SubSequence is { } sub)
        {
            attributes.Add(SubSequence, Attributes.Of(sub));
        }

        return attributes;
    }

    public static ParkedItem Read(Dictionary<string, AttributeValue> item, ReadOnlyMemory<byte> data) =>
        new(
            new ParkedEvent(
                new SourcePosition(
                    new StreamName(item.Text(Stream)),
                    new ShardId(item.Text(Shard)),
                    new RecordPosition(new SequenceNumber(item.Text(Sequence)), (int?)item.NumberOrNull(SubSequence))
                ),
                item.Time(ArrivedAt),
                item.Text(PartitionKey),
                item.Text(Reason),
                item.Text(Message),
                item.Text(Version),
                data
            ),
            (int)item.Number(Attempts),
            Enum.Parse<ParkedState>(item.Text(State))
        );
}
