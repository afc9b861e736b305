#nullable disable // As the clients that it is compiled into.

using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.StandIns;

/// <summary>Gives each request its endpoint; <paramref name="hostLabel"/> may choose another host for a request.</summary>
internal sealed class RegionalEndpointResolver(Func<IRequestContext, string> hostLabel = null) : BaseEndpointResolver
{
    /// <summary>The endpoint that a request with this configuration would go to.</summary>
    public Endpoint Resolve(ClientConfig config, string serviceId, ServiceOperationEndpointParameters parameters) =>
        GetEndpoint(
            new Amazon.Runtime.Internal.ExecutionContext(
                new RequestContext(false)
                {
                    ClientConfig = config,
                    OriginalRequest = parameters.Request,
                    Request = new DefaultRequest(parameters.Request, serviceId)
                    {
                        AlternateEndpoint = parameters.AlternateEndpoint,
                    },
                },
                null
            )
        );

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        return new RegionalEndpointParameters
        {
            Region = Region(config, requestContext.Request.AlternateEndpoint),
            UseDualStack = config.UseDualstackEndpoint,
            UseFips = config.UseFIPSEndpoint,
            Endpoint = config.ServiceURL,
            HostLabel = hostLabel?.Invoke(requestContext),
        };
    }

    private static string Region(IClientConfig config, RegionEndpoint alternate)
    {
        if ((alternate ?? config.RegionEndpoint) is { } region)
        {
            return region.SystemName;
        }

        if (string.IsNullOrEmpty(config.ServiceURL))
        {
            return null;
        }

        return string.IsNullOrEmpty(config.AuthenticationRegion)
            ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
            : config.AuthenticationRegion;
    }
}
