using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Logging;

namespace Amazon.Lambda.RuntimeSupport.RuntimeApi;

internal sealed class InvocationContext(
    FunctionEnvironment function,
    InvocationHeaders headers,
    ConsoleLog log,
    ILambdaSerializer serializer
) : ILambdaContext
{
    public string AwsRequestId => headers.RequestId;
    public IClientContext ClientContext { get; } = MobileClientContext.Parse(headers.ClientContextJson);
    public string FunctionName => function.Name;
    public string FunctionVersion => function.Version;
    public ICognitoIdentity Identity { get; } = CallerIdentity.Parse(headers.CognitoIdentityJson);
    public string InvokedFunctionArn => headers.FunctionArn;
    public ILambdaLogger Logger { get; } = new ConsoleLogger(log);
    public string LogGroupName => function.LogGroup;
    public string LogStreamName => function.LogStream;
    public int MemoryLimitInMB => function.MemoryMb;

    public TimeSpan RemainingTime =>
        TimeSpan.FromMilliseconds(headers.DeadlineMs - (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds);

    public string TenantId => headers.TenantId;
    public string TraceId => headers.TraceId;
    public ILambdaSerializer Serializer => serializer;
}
