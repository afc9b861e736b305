using Amazon.Runtime.Internal;

namespace Amazon.StandIns;

internal static class Pipeline
{
    /// <summary>Marshall, choose the authentication, find the endpoint; the rest of the pipeline is AWSSDK.Core's.</summary>
    public static void UseRegionalEndpoints(this RuntimePipeline pipeline, RegionalEndpointResolver endpoints)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(endpoints);
        pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthHandler());
    }
}
