using Amazon.CloudWatch.Model;
using Amazon.CloudWatch.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.StandIns;

namespace Amazon.CloudWatch;

/// <summary>CloudWatch metrics over the AWS Query protocol, which the service and every emulator speak. Thread-safe.</summary>
public class AmazonCloudWatchClient : AmazonServiceClient, IAmazonCloudWatch
{
    private static readonly Metadata Service = new(AmazonCloudWatchConfig.ServiceId);

    public AmazonCloudWatchClient()
        : base(new AmazonCloudWatchConfig()) { }

    public AmazonCloudWatchClient(RegionEndpoint region)
        : base(In(region)) { }

    public AmazonCloudWatchClient(AmazonCloudWatchConfig config)
        : base(config) { }

    public AmazonCloudWatchClient(AWSCredentials credentials)
        : this(credentials, new AmazonCloudWatchConfig()) { }

    public AmazonCloudWatchClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, In(region)) { }

    public AmazonCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig clientConfig)
        : base(credentials, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => Service;

    /// <summary>Publishes metrics: at most 1,000 of them and 1 MB a call, 150 values each, 30 dimensions each.</summary>
    public virtual Task<PutMetricDataResponse> PutMetricDataAsync(
        PutMetricDataRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<PutMetricDataResponse>(
            request,
            new InvokeOptions
            {
                RequestMarshaller = PutMetricDataMarshaller.Instance,
                ResponseUnmarshaller = PutMetricDataUnmarshaller.Instance,
            },
            cancellationToken
        );

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.UseRegionalEndpoints(new RegionalEndpointResolver());

    private static AmazonCloudWatchConfig In(RegionEndpoint region) => new() { RegionEndpoint = region };
}
