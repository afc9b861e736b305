using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class PutRecordsRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }

    /// <summary>At most 500 and 5 MiB.</summary>
    public List<PutRecordsRequestEntry> Records { get; set; }
}

public class PutRecordsRequestEntry
{
    public MemoryStream Data { get; set; }
    public string PartitionKey { get; set; }
    public string ExplicitHashKey { get; set; }
}

public class PutRecordsResponse : AmazonWebServiceResponse
{
    /// <summary>Above 0 some entries were not stored, though the call succeeded.</summary>
    public int? FailedRecordCount { get; set; }

    /// <summary>One for each entry of the request, in its order.</summary>
    public List<PutRecordsResultEntry> Records { get; set; }

    public EncryptionType EncryptionType { get; set; }
}

public class PutRecordsResultEntry
{
    public string SequenceNumber { get; set; }
    public string ShardId { get; set; }

    /// <summary>Null for an entry that was stored.</summary>
    public string ErrorCode { get; set; }

    public string ErrorMessage { get; set; }
}
