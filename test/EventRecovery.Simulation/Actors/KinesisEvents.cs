using Amazon.Lambda.KinesisEvents;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Actors;

/// <summary>Records as Lambda hands them to a function.</summary>
internal static class KinesisEvents
{
    public static KinesisEvent Of(IReadOnlyList<SourceRecord> records) =>
        new() { Records = [.. records.Select(ToEventRecord)] };

    private static KinesisEvent.KinesisEventRecord ToEventRecord(SourceRecord source) =>
        new()
        {
            EventId = $"{source.Shard}:{source.Record.Sequence}",
            EventSourceARN = $"arn:aws:kinesis:eu-west-1:000000000000:stream/{source.Stream}",
            Kinesis = new KinesisEvent.Record
            {
                SequenceNumber = source.Record.Sequence.Value,
                PartitionKey = source.Record.PartitionKey,
                ApproximateArrivalTimestamp = source.Record.ArrivedAt.UtcDateTime,
                Data = new MemoryStream(source.Record.Data.ToArray()),
            },
        };
}
