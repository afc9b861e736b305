using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Asks for a stream; it is usable once DescribeStreamSummary calls it ACTIVE.</summary>
public class CreateStreamRequest : AmazonKinesisRequest
{
    public string StreamName { get; set; }
    public int? ShardCount { get; set; }
    public StreamModeDetails StreamModeDetails { get; set; }
    public Dictionary<string, string> Tags { get; set; }
}

public class CreateStreamResponse : AmazonWebServiceResponse;
