namespace EventRecovery.Streams;

/// <summary>Where to open a shard: Kinesis' iterator types, less LATEST, from which a recovery could only lose.</summary>
public abstract record ShardStart
{
    private ShardStart() { }

    /// <summary>The oldest record that the shard still holds.</summary>
    public sealed record TrimHorizon : ShardStart;

    /// <summary>
    /// The first record that arrived at or after a time. Before the trim horizon Kinesis silently starts there instead; a time
    /// in the future it refuses. A reader may begin up to two seconds early: whoever asks filters, since arrival times are not
    /// exact anyway.
    /// </summary>
    public sealed record AtTimestamp(DateTimeOffset Time) : ShardStart;

    public sealed record AtSequence(SequenceNumber Sequence) : ShardStart;

    public sealed record AfterSequence(SequenceNumber Sequence) : ShardStart;
}
