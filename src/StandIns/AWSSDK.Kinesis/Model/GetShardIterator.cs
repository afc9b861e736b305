using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class GetShardIteratorRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }
    public string ShardId { get; set; }
    public ShardIteratorType ShardIteratorType { get; set; }
    public string StartingSequenceNumber { get; set; }

    /// <summary>Sent in whole seconds, rounded to the nearest.</summary>
    public DateTime? Timestamp { get; set; }
}

public class GetShardIteratorResponse : AmazonWebServiceResponse
{
    /// <summary>Valid for five minutes.</summary>
    public string ShardIterator { get; set; }
}
