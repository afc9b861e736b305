using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class SplitShardRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }
    public string ShardToSplit { get; set; }
    public string NewStartingHashKey { get; set; }
}

public class SplitShardResponse : AmazonWebServiceResponse;
