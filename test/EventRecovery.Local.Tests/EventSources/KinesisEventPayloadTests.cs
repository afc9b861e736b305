using System.Text;
using EventRecovery.Local.EventSources;
using EventRecovery.Streams;

namespace EventRecovery.Local.Tests.EventSources;

public sealed class KinesisEventPayloadTests
{
    private static readonly EventSource Source = new(
        new StreamName("error_events"),
        "arn:aws:kinesis:us-east-1:000000000000:stream/error_events",
        "arn:aws:lambda:us-east-1:000000000000:function:reprocessor",
        "us-east-1",
        "arn:aws:iam::000000000000:role/local"
    );

    [Fact]
    public void The_payload_is_aws_json_byte_for_byte()
    {
        var record = Record(
            "49590338271490256608559692538361571095921575989136588898",
            "clé+1",
            [0xfb, 0xff, 0xfe, 0x3e]
        );

        Encoding
            .UTF8.GetString(KinesisEventPayload.Join([Write(record)]))
            .ShouldBe(
                """
                {"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"clé+1",
                "sequenceNumber":"49590338271490256608559692538361571095921575989136588898",
                "data":"+//+Pg==","approximateArrivalTimestamp":1545084650.987},
                "eventSource":"aws:kinesis","eventVersion":"1.0",
                "eventID":"shardId-000000000006:49590338271490256608559692538361571095921575989136588898",
                "eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::000000000000:role/local",
                "awsRegion":"us-east-1","eventSourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/error_events"}]}
                """.ReplaceLineEndings("")
            );
    }

    [Theory]
    [InlineData(2, 1_000_000, 2)]
    [InlineData(9, 1_000_000, 3)]
    [InlineData(9, 1, 1)]
    public void A_batch_holds_what_fits_and_always_one_record(int batchSize, int maxBytes, int expected)
    {
        SourceRecord[] records =
        [
            Write(Record("1", "k", [1])),
            Write(Record("2", "k", [2])),
            Write(Record("3", "k", [3])),
        ];

        KinesisEventPayload.CountThatFits(records, batchSize, maxBytes).ShouldBe(expected);
    }

    [Fact]
    public void The_measure_is_exact()
    {
        SourceRecord[] records = [Write(Record("1", "k", [1])), Write(Record("2", "k", [2]))];
        var size = KinesisEventPayload.Join(records).Length;

        KinesisEventPayload.CountThatFits(records, 10, size + 1).ShouldBe(2);
        KinesisEventPayload.CountThatFits(records, 10, size - 1).ShouldBe(1);
    }

    private static SourceRecord Write(StreamRecord record) =>
        KinesisEventPayload.Write(record, new ShardId("shardId-000000000006"), Source);

    private static StreamRecord Record(string sequence, string key, byte[] data) =>
        new(new SequenceNumber(sequence), key, DateTimeOffset.FromUnixTimeMilliseconds(1545084650987), data);
}
