using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class IncreaseStreamRetentionPeriodRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }

    /// <summary>24 to 8,760, more than the present one.</summary>
    public int? RetentionPeriodHours { get; set; }
}

public class IncreaseStreamRetentionPeriodResponse : AmazonWebServiceResponse;
