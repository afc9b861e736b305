using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class DescribeStreamSummaryRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }
}

public class DescribeStreamSummaryResponse : AmazonWebServiceResponse
{
    public StreamDescriptionSummary StreamDescriptionSummary { get; set; }
}

public class StreamDescriptionSummary
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }
    public StreamStatus StreamStatus { get; set; }
    public StreamModeDetails StreamModeDetails { get; set; }
    public DateTime? StreamCreationTimestamp { get; set; }
    public int? RetentionPeriodHours { get; set; }
    public int? OpenShardCount { get; set; }
    public int? ConsumerCount { get; set; }
    public EncryptionType EncryptionType { get; set; }
    public string KeyId { get; set; }
}
