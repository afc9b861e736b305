namespace EventRecovery.Streams;

/// <summary>An opaque cursor into a shard, valid for 5 minutes (Kinesis).</summary>
public readonly record struct ShardIterator(string Value);

/// <summary>The cursor is too old. Open the shard again after the last finished record.</summary>
public sealed class IteratorExpiredException(string message, Exception? inner = null) : Exception(message, inner);
