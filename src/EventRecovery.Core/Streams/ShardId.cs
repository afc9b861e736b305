namespace EventRecovery.Streams;

/// <summary>
/// A shard within one stream, such as <c>shardId-000000000007</c>. A stream that is deleted and created again counts from zero
/// again, so whatever must survive that pairs this with the stream's creation time.
/// </summary>
public readonly record struct ShardId(string Value)
{
    public override string ToString() => Value;
}
