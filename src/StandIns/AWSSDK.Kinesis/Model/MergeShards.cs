using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class MergeShardsRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }
    public string ShardToMerge { get; set; }
    public string AdjacentShardToMerge { get; set; }
}

public class MergeShardsResponse : AmazonWebServiceResponse;
