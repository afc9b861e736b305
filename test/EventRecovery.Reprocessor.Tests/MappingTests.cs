using Amazon.Lambda.KinesisEvents;
using EventRecovery.Streams;

namespace EventRecovery.Reprocessor.Tests;

public class MappingTests
{
    private const string Stream = "arn:aws:kinesis:eu-central-1:123456789012:stream/error_events";

    [Fact]
    public void A_record_keeps_its_place_its_key_its_time_and_its_bytes()
    {
        var batch = new KinesisEvent { Records = [Record("shardId-000000000006:49", Stream)] }
            .ToBatch()
            .ShouldNotBeNull();

        batch.Stream.ShouldBe(new StreamName("error_events"));
        batch.Shard.ShouldBe(new ShardId("shardId-000000000006"));
        var record = batch.Records.ShouldHaveSingleItem();
        record.Sequence.ShouldBe(new SequenceNumber("49"));
        record.PartitionKey.ShouldBe("k");
        record.ArrivedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
        record.Data.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_consumer_with_enhanced_fan_out_reads_the_same_stream() =>
        new KinesisEvent { Records = [Record("shardId-000000000006:49", $"{Stream}/consumer/fast:1700000000")] }
            .ToBatch()!
            .Stream.ShouldBe(new StreamName("error_events"));

    [Fact]
    public void A_record_without_data_is_an_empty_record()
    {
        var record = Record("shardId-000000000006:49", Stream);
        record.Kinesis.Data = null;

        new KinesisEvent { Records = [record] }
            .ToBatch()!
            .Records[0]
            .Data.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void No_records_are_no_batch()
    {
        new KinesisEvent { Records = [] }
            .ToBatch()
            .ShouldBeNull();
        new KinesisEvent { Records = null }
            .ToBatch()
            .ShouldBeNull();
    }

    [Theory]
    [InlineData(null, Stream)]
    [InlineData("49", Stream)]
    [InlineData("shardId-000000000006:49", null)]
    [InlineData("shardId-000000000006:49", "arn:aws:sqs:eu-central-1:123456789012:queue")]
    public void What_is_not_from_a_Kinesis_event_source_is_refused(string? eventId, string? arn)
    {
        var input = new KinesisEvent { Records = [Record(eventId, arn)] };

        Should
            .Throw<ArgumentException>(input.ToBatch)
            .Message.ShouldStartWith("The event is not from a Kinesis event source");
    }

    [Fact]
    public void Two_shards_in_one_event_are_refused()
    {
        var input = new KinesisEvent
        {
            Records = [Record("shardId-000000000006:49", Stream), Record("shardId-000000000007:50", Stream)],
        };

        Should.Throw<ArgumentException>(input.ToBatch).Message.ShouldContain("one shard at a time");
    }

    private static KinesisEvent.KinesisEventRecord Record(string? eventId, string? arn) =>
        new()
        {
            EventId = eventId,
            EventSourceARN = arn,
            Kinesis = new KinesisEvent.Record
            {
                SequenceNumber = "49",
                PartitionKey = "k",
                ApproximateArrivalTimestamp = new DateTime(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc),
                Data = new MemoryStream([1, 2, 3]),
            },
        };
}
