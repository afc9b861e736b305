using EventRecovery.Local.EventSources;
using EventRecovery.Streams;

namespace EventRecovery.Local.Tests.EventSources;

public sealed class FolderDestinationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("destination-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_discarded_batch_is_kept_whole_as_in_an_s3_destination()
    {
        var batch = new DiscardedBatch(
            new EventSource(new StreamName("error_events"), "arn:stream", "arn:function", "us-east-1", "arn:role"),
            new ShardId("shardId-000000000001"),
            DiscardCondition.RetryAttemptsExhausted,
            "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5",
            InvokeCount: 3,
            FunctionError: true,
            DateTimeOffset.Parse("2026-11-22T08:15:06.021Z"),
            new SequenceNumber("100"),
            new SequenceNumber("102"),
            DateTimeOffset.Parse("2026-11-22T08:15:01Z"),
            DateTimeOffset.Parse("2026-11-22T08:15:02Z"),
            Count: 3,
            """{"Records":[]}"""u8.ToArray()
        );

        await new FolderDestination(folder.FullName).SendAsync(batch, Token);

        var path = Path.Combine(
            folder.FullName,
            "aws/lambda/error_events/shardId-000000000001/2026/11/22/2026-11-22T08.15.06-100.json"
        );
        (await File.ReadAllTextAsync(path, Token)).ShouldBe(
            """
            {"requestContext":{"requestId":"c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5","functionArn":"arn:function",
            "condition":"RetryAttemptsExhausted","approximateInvokeCount":3},
            "responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},
            "version":"1.0","timestamp":"2026-11-22T08:15:06.021Z",
            "KinesisBatchInfo":{"shardId":"shardId-000000000001","startSequenceNumber":"100","endSequenceNumber":"102",
            "approximateArrivalOfFirstRecord":"2026-11-22T08:15:01.000Z",
            "approximateArrivalOfLastRecord":"2026-11-22T08:15:02.000Z","batchSize":3,"streamArn":"arn:stream"},
            "payload":"{\"Records\":[]}"}
            """.ReplaceLineEndings("")
        );
    }

    public void Dispose() => folder.Delete(recursive: true);
}
