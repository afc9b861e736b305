using EventRecovery.Aws.Lambda;

namespace EventRecovery.Cli.Replay;

/// <summary>The Replayer as it is deployed: on AWS, or on a local stack that <c>AWS_ENDPOINT_URL_LAMBDA</c> points to.</summary>
internal sealed class DeployedReplayFunction(string name) : ReplayFunction
{
    private readonly LambdaInvoker lambda = new();

    public override void Dispose() => lambda.Dispose();

    protected override async Task<(bool IsError, ReadOnlyMemory<byte> Payload)> CallAsync(
        ReadOnlyMemory<byte> request,
        CancellationToken cancellationToken
    )
    {
        var answer = await lambda.InvokeAsync(name, request, cancellationToken);
        return (answer.FunctionError is not null, answer.Payload);
    }
}
