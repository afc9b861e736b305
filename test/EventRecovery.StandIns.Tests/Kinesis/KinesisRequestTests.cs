using System.Text;
using Amazon.Kinesis.Model;

namespace EventRecovery.StandIns.Kinesis;

public sealed class KinesisRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_AWS_JSON_signed_for_Kinesis()
    {
        using var server = KinesisServer.That_answers("{}");

        await server.Client.GetRecordsAsync(new GetRecordsRequest { ShardIterator = "it", Limit = 7 }, Token);

        var request = server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Path.ShouldBe("/");
        request.Headers["X-Amz-Target"].ShouldBe("Kinesis_20131202.GetRecords");
        request.Headers["Content-Type"].ShouldBe("application/x-amz-json-1.1");
        request.Headers["Authorization"]!.ShouldStartWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
        request.Headers["Authorization"]!.ShouldContain("/eu-west-1/kinesis/aws4_request");
        request.Json.ToString().ShouldBe("""{"ShardIterator":"it","Limit":7}""");
    }

    [Fact]
    public async Task Every_operation_has_a_target_of_its_own()
    {
        using var server = KinesisServer.That_answers("{}");
        var client = server.Client;

        await client.CreateStreamAsync(new CreateStreamRequest(), Token);
        await client.DeleteStreamAsync(new DeleteStreamRequest(), Token);
        await client.DescribeStreamSummaryAsync(new DescribeStreamSummaryRequest(), Token);
        await client.GetRecordsAsync(new GetRecordsRequest(), Token);
        await client.GetShardIteratorAsync(new GetShardIteratorRequest(), Token);
        await client.IncreaseStreamRetentionPeriodAsync(new IncreaseStreamRetentionPeriodRequest(), Token);
        await client.ListShardsAsync(new ListShardsRequest(), Token);
        await client.MergeShardsAsync(new MergeShardsRequest(), Token);
        await client.PutRecordAsync(new PutRecordRequest(), Token);
        await client.PutRecordsAsync(new PutRecordsRequest(), Token);
        await client.SplitShardAsync(new SplitShardRequest(), Token);

        server
            .Requests.Select(request => request.Headers["X-Amz-Target"]!.Replace("Kinesis_20131202.", ""))
            .ShouldBe([
                "CreateStream",
                "DeleteStream",
                "DescribeStreamSummary",
                "GetRecords",
                "GetShardIterator",
                "IncreaseStreamRetentionPeriod",
                "ListShards",
                "MergeShards",
                "PutRecord",
                "PutRecords",
                "SplitShard",
            ]);
    }

    [Fact]
    public async Task Members_that_are_null_are_not_sent()
    {
        using var server = KinesisServer.That_answers("{}");

        await server.Client.ListShardsAsync(new ListShardsRequest { NextToken = "token" }, Token);

        server.Requests.ShouldHaveSingleItem().Json.ToString().ShouldBe("""{"NextToken":"token"}""");
    }

    [Fact]
    public async Task Record_data_is_sent_whole_wherever_its_stream_stands()
    {
        using var server = KinesisServer.That_answers("{}");
        var data = new MemoryStream(Encoding.UTF8.GetBytes("hello"));
        data.Position = 3;

        await server.Client.PutRecordsAsync(
            new PutRecordsRequest
            {
                StreamName = "recovered_events",
                Records =
                [
                    new PutRecordsRequestEntry { PartitionKey = "a", Data = data },
                    new PutRecordsRequestEntry
                    {
                        PartitionKey = "ü",
                        ExplicitHashKey = "0",
                        Data = new MemoryStream(),
                    },
                ],
            },
            Token
        );

        var json = server.Requests.ShouldHaveSingleItem().Json;
        json.GetProperty("StreamName").GetString().ShouldBe("recovered_events");
        var entries = json.GetProperty("Records");
        entries.GetArrayLength().ShouldBe(2);
        entries[0].GetProperty("Data").GetString().ShouldBe("aGVsbG8=");
        entries[0].TryGetProperty("ExplicitHashKey", out _).ShouldBeFalse();
        entries[1].GetProperty("Data").GetString().ShouldBe("");
        entries[1].GetProperty("PartitionKey").GetString().ShouldBe("ü");
    }

    [Fact]
    public async Task A_time_may_be_sent_half_a_second_off()
    {
        using var server = KinesisServer.That_answers("{}");
        var asked = DateTime.UnixEpoch.AddSeconds(1_545_084_650.6);

        await server.Client.GetShardIteratorAsync(
            new GetShardIteratorRequest { ShardIteratorType = "AT_TIMESTAMP", Timestamp = asked },
            Token
        );

        var json = server.Requests.ShouldHaveSingleItem().Json;
        json.GetProperty("ShardIteratorType").GetString().ShouldBe("AT_TIMESTAMP");
        json.GetProperty("Timestamp").GetDouble().ShouldBe(1_545_084_650.6, tolerance: 0.5);
    }

    [Fact]
    public async Task Nested_members_are_objects()
    {
        using var server = KinesisServer.That_answers("{}");

        await server.Client.CreateStreamAsync(
            new CreateStreamRequest
            {
                StreamName = "s",
                StreamModeDetails = new StreamModeDetails { StreamMode = "ON_DEMAND" },
                Tags = new() { ["team"] = "billing" },
            },
            Token
        );

        var json = server.Requests.ShouldHaveSingleItem().Json;
        json.GetProperty("StreamModeDetails").GetProperty("StreamMode").GetString().ShouldBe("ON_DEMAND");
        json.GetProperty("Tags").GetProperty("team").GetString().ShouldBe("billing");
    }
}
