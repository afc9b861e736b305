using Amazon.Kinesis.Model;
using Amazon.Kinesis.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.StandIns;

namespace Amazon.Kinesis;

/// <summary>Kinesis Data Streams over AWS JSON 1.1. Credentials, signing, retries, endpoints and HTTP are AWSSDK.Core's. Thread-safe.</summary>
public class AmazonKinesisClient : AmazonServiceClient, IAmazonKinesis
{
    private static readonly Metadata Service = new(AmazonKinesisConfig.ServiceId);

    public AmazonKinesisClient()
        : base(new AmazonKinesisConfig()) { }

    public AmazonKinesisClient(RegionEndpoint region)
        : base(In(region)) { }

    public AmazonKinesisClient(AmazonKinesisConfig config)
        : base(config) { }

    public AmazonKinesisClient(AWSCredentials credentials)
        : this(credentials, new AmazonKinesisConfig()) { }

    public AmazonKinesisClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, In(region)) { }

    public AmazonKinesisClient(AWSCredentials credentials, AmazonKinesisConfig clientConfig)
        : base(credentials, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => Service;

    public virtual Task<CreateStreamResponse> CreateStreamAsync(
        CreateStreamRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.CreateStream, request, cancellationToken);

    public virtual Task<DeleteStreamResponse> DeleteStreamAsync(
        DeleteStreamRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.DeleteStream, request, cancellationToken);

    public virtual Task<DescribeStreamSummaryResponse> DescribeStreamSummaryAsync(
        DescribeStreamSummaryRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.DescribeStreamSummary, request, cancellationToken);

    public virtual Task<GetRecordsResponse> GetRecordsAsync(
        GetRecordsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.GetRecords, request, cancellationToken);

    public virtual Task<GetShardIteratorResponse> GetShardIteratorAsync(
        GetShardIteratorRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.GetShardIterator, request, cancellationToken);

    public virtual Task<IncreaseStreamRetentionPeriodResponse> IncreaseStreamRetentionPeriodAsync(
        IncreaseStreamRetentionPeriodRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.IncreaseStreamRetentionPeriod, request, cancellationToken);

    public virtual Task<ListShardsResponse> ListShardsAsync(
        ListShardsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.ListShards, request, cancellationToken);

    public virtual Task<MergeShardsResponse> MergeShardsAsync(
        MergeShardsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.MergeShards, request, cancellationToken);

    public virtual Task<PutRecordResponse> PutRecordAsync(
        PutRecordRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.PutRecord, request, cancellationToken);

    public virtual Task<PutRecordsResponse> PutRecordsAsync(
        PutRecordsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.PutRecords, request, cancellationToken);

    public virtual Task<SplitShardResponse> SplitShardAsync(
        SplitShardRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(KinesisOperations.SplitShard, request, cancellationToken);

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.UseRegionalEndpoints(new RegionalEndpointResolver(AccountHost.Label));

    private static AmazonKinesisConfig In(RegionEndpoint region) => new() { RegionEndpoint = region };

    private Task<TResponse> InvokeAsync<TRequest, TResponse>(
        JsonOperation<TRequest, TResponse> operation,
        TRequest request,
        CancellationToken cancellationToken
    )
        where TRequest : AmazonKinesisRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(
            request,
            new InvokeOptions { RequestMarshaller = operation, ResponseUnmarshaller = operation },
            cancellationToken
        );
}
