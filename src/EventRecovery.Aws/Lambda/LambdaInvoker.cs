using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.StandIns;

namespace EventRecovery.Aws.Lambda;

/// <summary>
/// Invokes a function and waits for its answer (the Lambda API's Invoke, RequestResponse). AWS's own Lambda client is not among the
/// packages of this project, and one operation needs no more than AWSSDK.Core: region, credentials, signing, retries and
/// <c>AWS_ENDPOINT_URL_LAMBDA</c> work as with any other client. Thread-safe.
/// </summary>
public sealed class LambdaInvoker : AmazonServiceClient
{
    /// <summary>Lambda's longest invocation is 15 minutes; the answer may take a little longer to arrive.</summary>
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(16);

    private static readonly Metadata Service = new(LambdaConfig.Service);

    public LambdaInvoker()
        : base(
            new LambdaConfig
            {
                // A repeated invocation resumes the same run: it is safe, and what it waits for is not done sooner.
                MaxErrorRetry = 2,
                Timeout = LongestInvocation,
                HttpClientFactory = new AwsHttpClients(LambdaConfig.Service, LongestInvocation, metrics: null),
            }
        ) { }

    protected override IServiceMetadata ServiceMetadata => Service;

    /// <param name="function">Name or ARN.</param>
    /// <param name="payload">The event, JSON.</param>
    public async Task<LambdaAnswer> InvokeAsync(
        string function,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken
    )
    {
        var response = await InvokeAsync<InvokeResponse>(
            new InvokeRequest(function, payload),
            new InvokeOptions
            {
                RequestMarshaller = InvokeMarshaller.Instance,
                ResponseUnmarshaller = InvokeUnmarshaller.Instance,
            },
            cancellationToken
        );
        return response.Answer;
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.UseRegionalEndpoints(new RegionalEndpointResolver());
}
