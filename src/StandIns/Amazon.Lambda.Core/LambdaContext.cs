namespace Amazon.Lambda.Core;

/// <summary>What a function may know about its current invocation.</summary>
public interface ILambdaContext
{
    string AwsRequestId { get; }
    IClientContext ClientContext { get; }
    string FunctionName { get; }
    string FunctionVersion { get; }
    ICognitoIdentity Identity { get; }
    string InvokedFunctionArn { get; }
    ILambdaLogger Logger { get; }
    string LogGroupName { get; }
    string LogStreamName { get; }
    int MemoryLimitInMB { get; }

    /// <summary>Time until Lambda kills the invocation; negative after it.</summary>
    TimeSpan RemainingTime { get; }

    string TenantId => null;
    string TraceId => null;
    ILambdaSerializer Serializer => null;
}
