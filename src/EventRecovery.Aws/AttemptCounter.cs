using System.Globalization;
using EventRecovery.Telemetry;

namespace EventRecovery.Aws;

/// <summary>
/// Counts the attempts that the AWS client makes beyond the first of a call. It numbers them in a header of each request.
/// </summary>
internal sealed class AttemptCounter(string service, RecoveryMetrics? metrics, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private const string Header = "amz-sdk-request";
    private const string Attempt = "attempt=";

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Headers.TryGetValues(Header, out var values) && NumberOf(values.First()) > 1)
        {
            metrics?.Add(MetricNames.Retries, 1, service);
        }

        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>2 for "attempt=2; max=3"; 1 for what it does not know.</summary>
    internal static int NumberOf(string header)
    {
        var text = header.AsSpan(
            header.IndexOf(Attempt, StringComparison.Ordinal) is var at and >= 0 ? at + Attempt.Length : header.Length
        );
        var end = text.IndexOf(';');
        return int.TryParse(
            end < 0 ? text : text[..end],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 1;
    }
}
