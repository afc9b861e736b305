using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.StandIns;
using Amazon.Util.Internal;

namespace EventRecovery.Aws.Lambda;

/// <summary>Settings of the Lambda client; what is not set comes from the environment and the profile.</summary>
internal sealed class LambdaConfig : ClientConfig
{
    public const string Service = "Lambda";
    private const string HostLabel = "lambda";
    private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString(Service, "1.0");

    public LambdaConfig()
        : base(DefaultModes.Provider())
    {
        ServiceId = Service;
        AuthenticationServiceName = HostLabel;
        EndpointProvider = new RegionalEndpointProvider(HostLabel);
    }

    public override string RegionEndpointServiceName => HostLabel;

    public override string ServiceVersion => "2015-03-31";

    public override string UserAgent => UserAgentString;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new RegionalEndpointResolver().Resolve(this, Service, parameters);
}
