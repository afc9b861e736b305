using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Aws;

/// <summary>
/// Tells what may pass by itself from what will not. Throttling, server errors, timeouts and broken connections become
/// <see cref="TransientFailureException"/>, after the client's own retries; refusals (access denied, a wrong request, no such
/// table) stay what they are, since no retry mends them.
/// </summary>
internal static class AwsFailures
{
    private static readonly HashSet<string> ThrottlingCodes =
    [
        "KMSThrottlingException",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    ];

    /// <summary>Answers of the client-error family that are nevertheless no refusal.</summary>
    private static readonly HashSet<string> TransientCodes = ["RequestTimeout", "RequestTimeoutException"];

    public static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && IsTransient(failure))
        {
            throw new TransientFailureException(Describe(failure), failure) { Throttled = IsThrottling(failure) };
        }
    }

    internal static bool IsThrottling(Exception failure) =>
        failure is AmazonServiceException service
        && (service.StatusCode == HttpStatusCode.TooManyRequests || ThrottlingCodes.Contains(service.ErrorCode ?? ""));

    internal static bool IsTransient(Exception failure) =>
        failure switch
        {
            AmazonServiceException service => IsThrottling(service)
                || (int)service.StatusCode >= 500
                || TransientCodes.Contains(service.ErrorCode ?? "")
                || service is AmazonUnmarshallingException
                || (service.StatusCode == default && service.InnerException is { } cause && IsTransient(cause)),
            AmazonClientException { InnerException: { } cause } => IsTransient(cause),
            // Not the caller's cancellation, which CallAsync has ruled out: the client's own timeout.
            OperationCanceledException or TimeoutException => true,
            HttpRequestException or IOException or SocketException => true,
            _ => false,
        };

    private static string Describe(Exception failure) =>
        failure is AmazonServiceException { ErrorCode: { Length: > 0 } code }
            ? $"The service answered {code}: {failure.Message}"
            : $"The service did not answer: {failure.Message}";
}
