using System.Net;
using Amazon.DynamoDBv2;
using Amazon.Kinesis;
using Amazon.Runtime;

namespace EventRecovery.Simulation.Cloud;

/// <summary>What services say when they do not do what they were asked.</summary>
internal static class Refusals
{
    public const string Throttled = "ProvisionedThroughputExceededException";

    public static Exception Throttle(bool kinesis) => Of(kinesis, Throttled, "Slow down.");

    public static Exception AccessDenied(bool kinesis) =>
        Of(kinesis, "AccessDeniedException", "The role is not authorized to perform this action.");

    /// <summary>The client's own retries have ended without an answer.</summary>
    public static Exception NoAnswer() => new TimeoutException("The request timed out.");

    private static AmazonServiceException Of(bool kinesis, string code, string message) =>
        kinesis
            ? new AmazonKinesisException(message, ErrorType.Sender, code, "request", HttpStatusCode.BadRequest)
            : new AmazonDynamoDBException(message, ErrorType.Sender, code, "request", HttpStatusCode.BadRequest);
}
