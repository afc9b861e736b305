using System.Net;
using Amazon.DynamoDBv2;
using Amazon.Kinesis;
using Amazon.Runtime;
using Amazon.S3;

namespace EventRecovery.Simulation.Cloud;

/// <summary>What services say when they do not do what they were asked.</summary>
internal static class Refusals
{
    public const string Throttled = "ProvisionedThroughputExceededException";

    public static Exception Throttle(Service service) =>
        service == Service.S3
            ? Of(service, "SlowDown", "Please reduce your request rate.", HttpStatusCode.ServiceUnavailable)
            : Of(service, Throttled, "Slow down.", HttpStatusCode.BadRequest);

    public static Exception AccessDenied(Service service) =>
        service == Service.S3
            ? Of(service, "AccessDenied", "Access Denied", HttpStatusCode.Forbidden)
            : Of(
                service,
                "AccessDeniedException",
                "The role is not authorized to perform this action.",
                HttpStatusCode.BadRequest
            );

    public static Exception ServerError(Service service) =>
        Of(
            service,
            "InternalError",
            "We encountered an internal error. Please try again.",
            HttpStatusCode.InternalServerError
        );

    /// <summary>The client's own retries have ended without an answer.</summary>
    public static Exception NoAnswer() => new TimeoutException("The request timed out.");

    private static AmazonServiceException Of(Service service, string code, string message, HttpStatusCode status) =>
        service switch
        {
            Service.Kinesis => new AmazonKinesisException(message, ErrorType.Sender, code, "request", status),
            Service.S3 => new AmazonS3Exception(message, ErrorType.Sender, code, "request", status),
            _ => new AmazonDynamoDBException(message, ErrorType.Sender, code, "request", status),
        };
}
