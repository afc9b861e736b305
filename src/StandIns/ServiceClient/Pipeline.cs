using Amazon.Runtime.Internal;

namespace Amazon.StandIns;

internal static class Pipeline
{
    /// <summary>
    /// Marshall, choose the authentication, find the endpoint; the rest of the pipeline is AWSSDK.Core's. A handler knows its
    /// successor, so each pipeline needs a resolver of its own: a shared one sends a client's requests through another's pipeline.
    /// </summary>
    public static void UseRegionalEndpoints(this RuntimePipeline pipeline, RegionalEndpointResolver endpoints)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(endpoints);
        pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthHandler());
    }
}
