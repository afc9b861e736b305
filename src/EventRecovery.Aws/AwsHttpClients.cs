using Amazon.Runtime;
using EventRecovery.Telemetry;

namespace EventRecovery.Aws;

/// <summary>
/// The HTTP clients of one AWS client, which caches them: with the timeouts of its configuration, and with every attempt counted.
/// </summary>
internal sealed class AwsHttpClients(string service, TimeSpan timeout, RecoveryMetrics? metrics) : HttpClientFactory
{
    /// <summary>A connection within a region stands in milliseconds; one that does not in a second is tried anew.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Names of services move to other addresses in the life of a Lambda environment.</summary>
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLife,
            MaxConnectionsPerServer = clientConfig.MaxConnectionsPerServer ?? int.MaxValue,
        };
        return new HttpClient(new AttemptCounter(service, metrics, sockets)) { Timeout = timeout };
    }
}
