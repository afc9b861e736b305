using EventRecovery.Streams;

namespace EventRecovery.Simulation.Running;

/// <summary>A record that a producer put on a stream, with what the simulation knows of it and the product has to find out.</summary>
/// <param name="Keys">The range of its shard.</param>
internal sealed record SourceRecord(
    StreamName Stream,
    ShardId Shard,
    HashKeyRange Keys,
    StreamRecord Record,
    IReadOnlyList<SourceEvent> Events
)
{
    /// <summary>Its place in order of arrival on the stream.</summary>
    public required int Index { get; init; }

    public RecordPosition PositionOf(SourceEvent source) => new(Record.Sequence, source.Sub);

    /// <summary>Events that a reader who knows the shard's range takes: after a reshard, copies of the others are in another shard.</summary>
    public IEnumerable<SourceEvent> InRange =>
        Events.Where(one => one.Sub is null || Keys.Contains(HashKeyRange.HashOf(one.Key)));
}

/// <param name="Id">Null where the bytes do not tell.</param>
/// <param name="Sub">Its place in an aggregate; null in a record of its own.</param>
internal sealed record SourceEvent(string? Id, string Key, bool IsPoison, int? Sub, decimal Value);
