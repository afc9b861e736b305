using Amazon.Kinesis.Model;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Kinesis;

public sealed class KinesisRecordWriterTests : IDisposable
{
    private readonly FakeKinesis kinesis = new();

    public void Dispose() => kinesis.Dispose();

    /// <summary>An answer of 200 with failures inside (trap 16).</summary>
    [Fact]
    public async Task Refused_records_are_told_by_index()
    {
        kinesis.PutRecords = request => new PutRecordsResponse
        {
            FailedRecordCount = 1,
            Records =
            [
                .. request.Records.Select(record =>
                    record.PartitionKey == "b"
                        ? new PutRecordsResultEntry { ErrorCode = "ProvisionedThroughputExceededException" }
                        : new PutRecordsResultEntry { SequenceNumber = "1", ShardId = "shardId-000000000000" }
                ),
            ],
        };
        var writer = new KinesisRecordWriter(kinesis, new StreamName("recovered_events"));

        var outcomes = await writer.PutAsync(
            [Record("a"), Record("b"), Record("c")],
            TestContext.Current.CancellationToken
        );

        outcomes.Select(outcome => outcome.ErrorCode).ShouldBe([null, "ProvisionedThroughputExceededException", null]);
    }

    private static OutgoingRecord Record(string key) => new(key, new(key), new byte[1]);
}
