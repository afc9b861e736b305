using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

public class DeleteStreamRequest : AmazonKinesisRequest
{
    public string StreamARN { get; set; }
    public string StreamName { get; set; }
    public bool? EnforceConsumerDeletion { get; set; }
}

public class DeleteStreamResponse : AmazonWebServiceResponse;
