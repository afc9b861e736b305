using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

public class PutMetricDataRequest : AmazonCloudWatchRequest
{
    public string Namespace { get; set; }

    /// <summary>At most 1,000.</summary>
    public List<MetricDatum> MetricData { get; set; }
}

public class PutMetricDataResponse : AmazonWebServiceResponse;
