using System.Net;
using Amazon.Runtime;

namespace Amazon.Kinesis;

/// <summary>An answer of Kinesis that is an error; derived types for those that its API names.</summary>
public class AmazonKinesisException : AmazonServiceException
{
    public AmazonKinesisException() { }

    public AmazonKinesisException(string message)
        : base(message) { }

    public AmazonKinesisException(string message, Exception innerException)
        : base(message, innerException) { }

    public AmazonKinesisException(Exception innerException)
        : base(innerException) { }

    public AmazonKinesisException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public AmazonKinesisException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
