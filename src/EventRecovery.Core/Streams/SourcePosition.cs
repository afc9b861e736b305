namespace EventRecovery.Streams;

/// <summary>The place of one event among all streams. Two copies of an event differ in it; a redelivery does not.</summary>
public readonly record struct SourcePosition(StreamName Stream, ShardId Shard, RecordPosition Record)
{
    public override string ToString() => $"{Stream}/{Shard}/{Record}";
}
