using System.Net;
using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>The service failed; the request may have been carried out.</summary>
public class InternalFailureException : AmazonKinesisException
{
    public InternalFailureException() { }

    public InternalFailureException(string message)
        : base(message) { }

    public InternalFailureException(string message, Exception innerException)
        : base(message, innerException) { }

    public InternalFailureException(Exception innerException)
        : base(innerException) { }

    public InternalFailureException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public InternalFailureException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
