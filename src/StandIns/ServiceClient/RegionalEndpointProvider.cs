#nullable disable // As the clients that it is compiled into.

using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.StandIns;

/// <summary>AWS's endpoint rules for a plain regional service, with the partition table of AWSSDK.Core.</summary>
internal sealed class RegionalEndpointProvider(string defaultHostLabel) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var given = (RegionalEndpointParameters)parameters;
        if (!string.IsNullOrEmpty(given.Endpoint))
        {
            Refuse(given.UseFips, "FIPS and custom endpoint are not supported");
            Refuse(given.UseDualStack, "Dualstack and custom endpoint are not supported");
            return new Endpoint(given.Endpoint);
        }

        Refuse(string.IsNullOrEmpty(given.Region), "Missing Region");
        var partition = Fn.Partition(given.Region);
        Refuse(given.UseFips && !partition.supportsFIPS, "FIPS is enabled but this partition does not support FIPS");
        Refuse(
            given.UseDualStack && !partition.supportsDualStack,
            "DualStack is enabled but this partition does not support DualStack"
        );

        var label = given.HostLabel ?? defaultHostLabel;
        var suffix = given.UseDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        // GovCloud's ordinary hosts are its FIPS hosts.
        var fips = given.UseFips && (given.UseDualStack || partition.name != "aws-us-gov") ? "-fips" : "";
        return new Endpoint($"https://{label}{fips}.{given.Region}.{suffix}");
    }

    private static void Refuse(bool wrong, string why)
    {
        if (wrong)
        {
            throw new AmazonClientException($"Invalid Configuration: {why}");
        }
    }
}
