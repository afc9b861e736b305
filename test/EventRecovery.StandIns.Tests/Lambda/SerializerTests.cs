using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.KinesisEvents;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace EventRecovery.StandIns.Lambda;

public abstract class SerializerTests
{
    private const string Event = """
        {"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"key-1","sequenceNumber":"4959033827149025660855969253836157",
          "data":"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==","approximateArrivalTimestamp":1545084650.987},
          "eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000006:4959033827149025660855969253836157",
          "eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::123456789012:role/lambda-role",
          "awsRegion":"us-east-2","eventSourceARN":"arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"}]}
        """;

    protected abstract ILambdaSerializer Serializer { get; }

    [Fact]
    public void A_Kinesis_event_is_read_as_Lambda_sends_it()
    {
        var record = Read<KinesisEvent>(Event).Records.ShouldHaveSingleItem();

        record.EventId.ShouldBe("shardId-000000000006:4959033827149025660855969253836157");
        record.EventSourceARN.ShouldBe("arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream");
        record.AwsRegion.ShouldBe("us-east-2");
        record.Kinesis.KinesisSchemaVersion.ShouldBe("1.0");
        record.Kinesis.PartitionKey.ShouldBe("key-1");
        record.Kinesis.SequenceNumber.ShouldBe("4959033827149025660855969253836157");
        Encoding.UTF8.GetString(record.Kinesis.Data.ToArray()).ShouldBe("Hello, this is a test.");
        var arrival = record.Kinesis.ApproximateArrivalTimestamp!.Value;
        arrival.Kind.ShouldBe(DateTimeKind.Utc);
        arrival.ToString("O").ShouldBe("2018-12-17T22:10:50.9869999Z");
    }

    [Fact]
    public void An_event_that_names_its_encryption_type_cannot_be_read() =>
        Should
            .Throw<JsonSerializerException>(() =>
                Read<KinesisEvent>("""{"Records":[{"kinesis":{"encryptionType":"NONE"}}]}""")
            )
            .Message.ShouldContain("could not be converted to Amazon.Kinesis.EncryptionType");

    [Theory]
    [InlineData("1545084650", "2018-12-17T22:10:50.0000000Z")]
    [InlineData("1545084650123", "2018-12-17T22:10:50.1230000Z")]
    [InlineData("1.5", "1970-01-01T00:00:01.5000000Z")]
    [InlineData("\"2018-12-17T22:10:50.987Z\"", "2018-12-17T22:10:50.9870000Z")]
    public void A_time_is_epoch_seconds_or_milliseconds_or_text(string json, string expected) =>
        Read<Sample>($$"""{"Time":{{json}}}""").Time.ToString("O").ShouldBe(expected);

    [Fact]
    public void A_time_of_another_kind_is_refused() =>
        Should.Throw<JsonSerializerException>(() => Read<Sample>("""{"Time":true}"""));

    [Fact]
    public void Bytes_are_read_as_base64_and_as_numbers()
    {
        Read<Sample>("""{"Bytes":"AQID"}""").Bytes.ShouldBe([1, 2, 3]);
        Read<Sample>("""{"Bytes":[1,2,3]}""").Bytes.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Names_are_read_whatever_their_case_and_written_as_they_are()
    {
        Read<Sample>("""{"cAMELorNOT":"yes"}""").CamelOrNot.ShouldBe("yes");
        Write(new Sample { CamelOrNot = "é", XAmzId2 = "id" })
            .ShouldBe("""{"Time":"0001-01-01T00:00:00","x-amz-id-2":"id","CamelOrNot":"é"}""");
    }

    [Fact]
    public void A_partial_batch_response_has_the_names_that_Lambda_expects()
    {
        Write(new StreamsEventResponse { BatchItemFailures = [new() { ItemIdentifier = "49" }] })
            .ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"49"}]}""");
        Write(new StreamsEventResponse { BatchItemFailures = [] }).ShouldBe("""{"batchItemFailures":[]}""");
        Write(new StreamsEventResponse()).ShouldBe("{}");
    }

    [Fact]
    public void What_is_not_JSON_is_refused_with_the_type_that_was_wanted() =>
        Should
            .Throw<JsonSerializerException>(() => Read<KinesisEvent>("nonsense"))
            .Message.ShouldContain(typeof(KinesisEvent).FullName!);

    private T Read<T>(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return Serializer.Deserialize<T>(stream);
    }

    private string Write<T>(T value)
    {
        using var stream = new MemoryStream();
        Serializer.Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

public sealed class SourceGeneratedSerializerTests : SerializerTests
{
    protected override ILambdaSerializer Serializer { get; } =
        new SourceGeneratorLambdaJsonSerializer<KinesisEventContext>();

    [Fact]
    public void A_type_that_the_context_lacks_is_refused()
    {
        using var stream = new MemoryStream("{}"u8.ToArray());

        Should
            .Throw<JsonSerializerException>(() => Serializer.Deserialize<Version>(stream))
            .Message.ShouldContain(typeof(Version).FullName!);
    }
}

public sealed class ReflectionSerializerTests : SerializerTests
{
    protected override ILambdaSerializer Serializer { get; } = new DefaultLambdaJsonSerializer();
}
