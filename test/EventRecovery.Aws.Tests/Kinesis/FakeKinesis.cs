using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using Amazon.Runtime;

namespace EventRecovery.Aws.Tests.Kinesis;

/// <summary>A Kinesis client that answers as the test says, for what no emulator does on demand.</summary>
internal sealed class FakeKinesis()
    : AmazonKinesisClient(
        new BasicAWSCredentials("local", "local"),
        new AmazonKinesisConfig { ServiceURL = "http://127.0.0.1:1" }
    )
{
    public Func<ListShardsRequest, ListShardsResponse>? ListShards { get; set; }

    public Func<GetShardIteratorRequest, GetShardIteratorResponse>? GetShardIterator { get; set; }

    public Func<GetRecordsRequest, GetRecordsResponse>? GetRecords { get; set; }

    public Func<PutRecordsRequest, PutRecordsResponse>? PutRecords { get; set; }

    public override Task<ListShardsResponse> ListShardsAsync(
        ListShardsRequest request,
        CancellationToken cancellationToken = default
    ) => AnswerAsync(ListShards, request);

    public override Task<GetShardIteratorResponse> GetShardIteratorAsync(
        GetShardIteratorRequest request,
        CancellationToken cancellationToken = default
    ) => AnswerAsync(GetShardIterator, request);

    public override Task<GetRecordsResponse> GetRecordsAsync(
        GetRecordsRequest request,
        CancellationToken cancellationToken = default
    ) => AnswerAsync(GetRecords, request);

    public override Task<PutRecordsResponse> PutRecordsAsync(
        PutRecordsRequest request,
        CancellationToken cancellationToken = default
    ) => AnswerAsync(PutRecords, request);

    private static async Task<TResponse> AnswerAsync<TRequest, TResponse>(
        Func<TRequest, TResponse>? answer,
        TRequest request
    )
    {
        await Task.Yield();
        return answer!(request);
    }
}
