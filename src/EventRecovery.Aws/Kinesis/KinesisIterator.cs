using EventRecovery.Streams;

namespace EventRecovery.Aws.Kinesis;

/// <summary>A shard iterator of Kinesis with the shard it belongs to, so that a failure can say which.</summary>
internal readonly record struct KinesisIterator(StreamName Stream, ShardId Shard, string Value)
{
    private const char Separator = '\n';

    public ShardIterator Pack() => new($"{Stream}{Separator}{Shard}{Separator}{Value}");

    public static KinesisIterator Unpack(ShardIterator iterator)
    {
        var parts = iterator.Value.Split(Separator, 3);
        return new KinesisIterator(new StreamName(parts[0]), new ShardId(parts[1]), parts[2]);
    }
}
