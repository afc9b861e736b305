namespace Amazon.Lambda.RuntimeSupport;

public class LambdaBootstrapOptions
{
    /// <summary>"host:port", and a path where one host serves several functions; null to read AWS_LAMBDA_RUNTIME_API.</summary>
    public string RuntimeApiEndpoint { get; set; }
}
