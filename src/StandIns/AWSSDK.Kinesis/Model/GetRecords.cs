using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class GetRecordsRequest : AmazonKinesisRequest
{
    public string ShardIterator { get; set; }

    /// <summary>At most 10,000, the default.</summary>
    public int? Limit { get; set; }

    public string StreamARN { get; set; }
}

public class GetRecordsResponse : AmazonWebServiceResponse
{
    public List<Record> Records { get; set; }

    /// <summary>Null at the end of a closed shard.</summary>
    public string NextShardIterator { get; set; }

    public long? MillisBehindLatest { get; set; }

    /// <summary>Set only at the end of a closed shard.</summary>
    public List<ChildShard> ChildShards { get; set; }
}

public class ChildShard
{
    public string ShardId { get; set; }
    public List<string> ParentShards { get; set; }
    public HashKeyRange HashKeyRange { get; set; }
}
