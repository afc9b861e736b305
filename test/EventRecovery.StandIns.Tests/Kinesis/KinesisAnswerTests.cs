using System.Net;
using System.Text;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;

namespace EventRecovery.StandIns.Kinesis;

public sealed class KinesisAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_are_read_with_their_times_and_bytes()
    {
        using var server = KinesisServer.That_answers(
            """
            {"Records":[{"SequenceNumber":"49","ApproximateArrivalTimestamp":1545084650.987,"Data":"aGVsbG8=","PartitionKey":"k","EncryptionType":"KMS"}],
             "NextShardIterator":"next","MillisBehindLatest":3000000000}
            """
        );

        var answer = await server.Client.GetRecordsAsync(new GetRecordsRequest(), Token);

        answer.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        answer.ResponseMetadata.RequestId.ShouldBe("request-1");
        answer.NextShardIterator.ShouldBe("next");
        answer.MillisBehindLatest.ShouldBe(3_000_000_000);
        answer.ChildShards.ShouldBeNull();
        var record = answer.Records.ShouldHaveSingleItem();
        record.SequenceNumber.ShouldBe("49");
        record.PartitionKey.ShouldBe("k");
        record.EncryptionType.ShouldBe(EncryptionType.KMS);
        Encoding.UTF8.GetString(record.Data.ToArray()).ShouldBe("hello");
        record.Data.Position.ShouldBe(0);
        record.ApproximateArrivalTimestamp!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        record.ApproximateArrivalTimestamp.Value.ShouldBe(
            new DateTime(2018, 12, 17, 22, 10, 50, 987, DateTimeKind.Utc),
            TimeSpan.FromMicroseconds(1)
        );
    }

    [Fact]
    public async Task What_is_absent_or_null_is_null_and_what_is_empty_is_empty()
    {
        using var server = KinesisServer.That_answers(
            """{"Records":[],"NextShardIterator":null,"MillisBehindLatest":0}""",
            "{}"
        );

        var empty = await server.Client.GetRecordsAsync(new GetRecordsRequest(), Token);
        var absent = await server.Client.GetRecordsAsync(new GetRecordsRequest(), Token);

        empty.Records.ShouldBeEmpty();
        empty.NextShardIterator.ShouldBeNull();
        empty.MillisBehindLatest.ShouldBe(0);
        absent.Records.ShouldBeNull();
        absent.MillisBehindLatest.ShouldBeNull();
    }

    [Fact]
    public async Task The_end_of_a_closed_shard_names_its_children()
    {
        using var server = KinesisServer.That_answers(
            """
            {"Records":[],"MillisBehindLatest":0,"ChildShards":[
              {"ShardId":"shardId-2","ParentShards":["shardId-0","shardId-1"],"HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"9"}}]}
            """
        );

        var answer = await server.Client.GetRecordsAsync(new GetRecordsRequest(), Token);

        var child = answer.ChildShards.ShouldHaveSingleItem();
        child.ShardId.ShouldBe("shardId-2");
        child.ParentShards.ShouldBe(["shardId-0", "shardId-1"]);
        child.HashKeyRange.EndingHashKey.ShouldBe("9");
    }

    [Fact]
    public async Task Shards_are_read_with_their_parents_and_ranges()
    {
        using var server = KinesisServer.That_answers(
            """
            {"NextToken":"more","Shards":[{"ShardId":"shardId-2","ParentShardId":"shardId-0","AdjacentParentShardId":"shardId-1",
              "HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},
              "SequenceNumberRange":{"StartingSequenceNumber":"49"}}]}
            """
        );

        var answer = await server.Client.ListShardsAsync(new ListShardsRequest { StreamName = "s" }, Token);

        answer.NextToken.ShouldBe("more");
        var shard = answer.Shards.ShouldHaveSingleItem();
        shard.ParentShardId.ShouldBe("shardId-0");
        shard.AdjacentParentShardId.ShouldBe("shardId-1");
        shard.HashKeyRange.EndingHashKey.ShouldBe("340282366920938463463374607431768211455");
        shard.SequenceNumberRange.StartingSequenceNumber.ShouldBe("49");
        shard.SequenceNumberRange.EndingSequenceNumber.ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_is_described()
    {
        using var server = KinesisServer.That_answers(
            """
            {"StreamDescriptionSummary":{"StreamName":"s","StreamARN":"arn","StreamStatus":"ACTIVE","OpenShardCount":4,"ConsumerCount":0,
              "RetentionPeriodHours":24,"StreamCreationTimestamp":1545084650,"StreamModeDetails":{"StreamMode":"PROVISIONED"},"EnhancedMonitoring":[]}}
            """
        );

        var answer = await server.Client.DescribeStreamSummaryAsync(new DescribeStreamSummaryRequest(), Token);

        var summary = answer.StreamDescriptionSummary;
        summary.StreamStatus.ShouldBe(StreamStatus.ACTIVE);
        summary.OpenShardCount.ShouldBe(4);
        summary.RetentionPeriodHours.ShouldBe(24);
        summary.StreamCreationTimestamp.ShouldBe(DateTime.UnixEpoch.AddSeconds(1_545_084_650));
        summary.StreamModeDetails.StreamMode.ShouldBe(StreamMode.PROVISIONED);
    }

    [Fact]
    public async Task Entries_that_failed_are_the_callers_business()
    {
        using var server = KinesisServer.That_answers(
            """
            {"FailedRecordCount":1,"Records":[{"ShardId":"shardId-0","SequenceNumber":"49"},
              {"ErrorCode":"ProvisionedThroughputExceededException","ErrorMessage":"slow down"}]}
            """
        );

        var answer = await server.Client.PutRecordsAsync(new PutRecordsRequest(), Token);

        server.Requests.Length.ShouldBe(1);
        answer.FailedRecordCount.ShouldBe(1);
        answer.Records.Select(entry => entry.ErrorCode).ShouldBe([null, "ProvisionedThroughputExceededException"]);
        answer.Records[0].SequenceNumber.ShouldBe("49");
    }
}
