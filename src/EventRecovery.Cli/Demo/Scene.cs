using EventRecovery.Cli.Stack;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Local.Stack;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Demo;

/// <summary>What was on the source stream, and what the consumer made of it: all that the verdict needs to know.</summary>
/// <param name="Source">In the order of the stream, shard by shard.</param>
internal sealed record Scene(IReadOnlyList<SourceEvent> Source, Incident Incident)
{
    public static Scene Of(IReadOnlyList<ShardContents> source, Consumer consumer)
    {
        var reader = new EventReader(EventFormat.Default, JsonLimits.Default);
        SourceEvent[] events =
        [
            .. source.SelectMany(shard => shard.Records.Select(record => ToEvent(shard.Shard, record, reader))),
        ];
        return new Scene(events, consumer.Consume(events));
    }

    /// <summary>
    /// First the Reprocessor's work, in the order of the error stream; then the replay's, in the order of the source stream: all events
    /// that the Reprocessor has not published, and those only.
    /// </summary>
    public Verification Verify(
        LocalStreams streams,
        IReadOnlyList<PublishedRecord> reprocessed,
        IReadOnlyList<PublishedRecord> replayed,
        IReadOnlyList<ParkedRecord> parked
    )
    {
        var recovered = Incident
            .ErrorRecords.Where(record => ExpectedEvent.ParkReason(record) is null)
            .Select(record => record.Origin.Id)
            .ToHashSet(StringComparer.Ordinal);
        var left = Source
            .Where(one => !recovered.Contains(one.Id))
            .Select(one => new SentRecord(one.Key, one.Data, one, PoisonReason: null))
            .ToList();
        return Verification.Of(Incident.ErrorRecords, reprocessed, ParkedFrom(streams.Error))
            + Verification.Of(left, replayed, ParkedFrom(streams.Source));

        List<ParkedRecord> ParkedFrom(StreamName stream) => [.. parked.Where(record => record.Stream == stream.Value)];
    }

    private static SourceEvent ToEvent(ShardId shard, StreamRecord record, EventReader reader)
    {
        var read = reader.Read(record.Data).Event!;
        return new SourceEvent(read.Id.Value, record.PartitionKey, read.Timestamp, record.Data) { Shard = shard };
    }
}
