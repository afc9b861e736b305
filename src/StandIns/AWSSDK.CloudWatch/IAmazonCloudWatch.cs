using Amazon.CloudWatch.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The operations of CloudWatch that this project uses.</summary>
public interface IAmazonCloudWatch : IAmazonService, IDisposable
{
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudWatchConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials,
        ClientConfig clientConfig
    )
    {
        if (clientConfig is not AmazonCloudWatchConfig config)
        {
            throw new AmazonClientException(
                "The configuration of a CloudWatch client must be an AmazonCloudWatchConfig."
            );
        }

        return awsCredentials is null
            ? new AmazonCloudWatchClient(config)
            : new AmazonCloudWatchClient(awsCredentials, config);
    }

    Task<PutMetricDataResponse> PutMetricDataAsync(
        PutMetricDataRequest request,
        CancellationToken cancellationToken = default
    );

    Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);
}
