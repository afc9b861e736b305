using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class PutRecordRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }
    public MemoryStream Data { get; set; }
    public string PartitionKey { get; set; }
    public string ExplicitHashKey { get; set; }
    public string SequenceNumberForOrdering { get; set; }
}

public class PutRecordResponse : AmazonWebServiceResponse
{
    public string ShardId { get; set; }
    public string SequenceNumber { get; set; }
    public EncryptionType EncryptionType { get; set; }
}
