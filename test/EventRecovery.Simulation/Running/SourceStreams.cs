using EventRecovery.Simulation.Scheduling;
using EventRecovery.Streams;
using EventRecovery.Testing.Streams;

namespace EventRecovery.Simulation.Running;

/// <summary>The three streams, and what was put on the two that are read.</summary>
internal sealed class SourceStreams(VirtualThread thread, Story story, InMemoryKinesisOptions options)
{
    public static readonly StreamName Source = new("event_stream");
    public static readonly StreamName Errors = new("error_events");
    public static readonly StreamName Recovered = new("recovered_events");

    private readonly Dictionary<StreamName, List<SourceRecord>> records = new() { [Source] = [], [Errors] = [] };
    private readonly Dictionary<(StreamName, SequenceNumber), SourceRecord> bySequence = [];
    private readonly Dictionary<(ShardId, long), int> reads = [];

    public InMemoryKinesis Kinesis { get; } = new(new ProcessClock(thread), options);

    public IReadOnlyList<SourceRecord> Records(StreamName stream) => records[stream];

    public SourceRecord? Find(StreamName stream, SequenceNumber sequence) =>
        bySequence.GetValueOrDefault((stream, sequence));

    public void Put(
        StreamName stream,
        string key,
        byte[] data,
        IReadOnlyList<SourceEvent> events,
        DateTimeOffset? arrivedAt = null
    )
    {
        var (shard, record) = Kinesis.Put(stream, key, data, arrivedAt);
        var keys = Shards(stream).First(one => one.Id == shard).HashKeys;
        var put = new SourceRecord(stream, shard, keys, record, events) { Index = records[stream].Count };
        story.Tell(
            "producer",
            "puts",
            $"{string.Join(' ', events.Select(one => one.Id ?? "poison"))} on {shard} of {stream}"
        );
        records[stream].Add(put);
        bySequence.Add((stream, record.Sequence), put);
    }

    public IReadOnlyList<ShardDescription> Shards(StreamName stream)
    {
#pragma warning disable RS0030 // In memory it is there when the call returns.
        return Kinesis.ListShardsAsync(stream, CancellationToken.None).Result;
#pragma warning restore RS0030
    }

    public IReadOnlyList<ShardDescription> OpenShards(StreamName stream) =>
        [.. Shards(stream).Where(shard => shard.IsOpen)];

    /// <summary>GetRecords calls on a shard within the current second, this one included.</summary>
    public int Reads(ShardId shard)
    {
        var at = (shard, thread.Now.Ticks / TimeSpan.TicksPerSecond);
        return reads[at] = reads.GetValueOrDefault(at) + 1;
    }
}
