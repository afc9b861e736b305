#nullable disable // As the clients that it is compiled into.

using Amazon.Runtime.Endpoints;

namespace Amazon.StandIns;

/// <summary>What decides the address of a regional service.</summary>
internal sealed class RegionalEndpointParameters : EndpointParameters
{
    public string Region { get; init; }
    public bool UseDualStack { get; init; }
    public bool UseFips { get; init; }

    /// <summary>The configured address (ServiceURL, AWS_ENDPOINT_URL…); wins over everything else. Null for AWS's own.</summary>
    public string Endpoint { get; init; }

    /// <summary>First label of the host, such as "kinesis"; an account's own host has a prefix before it. Null for the service's default.</summary>
    public string HostLabel { get; init; }
}
