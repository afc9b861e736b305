using Amazon.Runtime;

namespace Amazon.Kinesis;

/// <summary>Base of all requests.</summary>
public class AmazonKinesisRequest : AmazonWebServiceRequest;
