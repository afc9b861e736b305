using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class ListShardsRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }
    public DateTime? StreamCreationTimestamp { get; set; }

    /// <summary>Excludes every member that names the stream.</summary>
    public string NextToken { get; set; }

    public string ExclusiveStartShardId { get; set; }
    public int? MaxResults { get; set; }
    public ShardFilter ShardFilter { get; set; }
}

public class ListShardsResponse : AmazonWebServiceResponse
{
    public List<Shard> Shards { get; set; }
    public string NextToken { get; set; }
}

public class ShardFilter
{
    public ShardFilterType Type { get; set; }
    public string ShardId { get; set; }
    public DateTime? Timestamp { get; set; }
}
