using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Parameters that exclude each other.</summary>
public class InvalidParameterCombinationException : AmazonCloudWatchException
{
    public InvalidParameterCombinationException() { }

    public InvalidParameterCombinationException(string message)
        : base(message) { }

    public InvalidParameterCombinationException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidParameterCombinationException(Exception innerException)
        : base(innerException) { }

    public InvalidParameterCombinationException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public InvalidParameterCombinationException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
