using System.Net;
using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>The shard's, or the stream's, throughput is used up; retried as throttling.</summary>
public class ProvisionedThroughputExceededException : AmazonKinesisException
{
    public ProvisionedThroughputExceededException() { }

    public ProvisionedThroughputExceededException(string message)
        : base(message) { }

    public ProvisionedThroughputExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public ProvisionedThroughputExceededException(Exception innerException)
        : base(innerException) { }

    public ProvisionedThroughputExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public ProvisionedThroughputExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
