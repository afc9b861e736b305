namespace EventRecovery.Streams;

/// <summary>There is no such stream, or none of its shards has that id: never created, deleted, or expired.</summary>
public sealed class StreamNotFoundException(StreamName stream, ShardId? shard = null, Exception? inner = null)
    : Exception(shard is null ? $"There is no stream {stream}." : $"Stream {stream} has no shard {shard}.", inner)
{
    public StreamName Stream { get; } = stream;

    /// <summary>Null when the stream itself is missing.</summary>
    public ShardId? Shard { get; } = shard;
}
