using EventRecovery.Streams;

namespace EventRecovery.Cli.Demo;

/// <summary>An event of the demo as its producer sends it.</summary>
/// <param name="Key">Its partition key and order key.</param>
/// <param name="Data">A JSON object.</param>
internal sealed record SourceEvent(string Id, string Key, DateTimeOffset Timestamp, ReadOnlyMemory<byte> Data)
{
    /// <summary>Where the stream put it; null before that.</summary>
    public ShardId? Shard { get; init; }
}
