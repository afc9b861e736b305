using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>An answer of CloudWatch that is an error; derived types for those that its API names.</summary>
public class AmazonCloudWatchException : AmazonServiceException
{
    public AmazonCloudWatchException() { }

    public AmazonCloudWatchException(string message)
        : base(message) { }

    public AmazonCloudWatchException(string message, Exception innerException)
        : base(message, innerException) { }

    public AmazonCloudWatchException(Exception innerException)
        : base(innerException) { }

    public AmazonCloudWatchException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public AmazonCloudWatchException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
