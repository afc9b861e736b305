using EventRecovery.Local.Lambdas;
using EventRecovery.Local.Stack;

namespace EventRecovery.Cli.Replay;

/// <summary>The Replayer of a local stack in this very process.</summary>
internal sealed class LocalReplayFunction(LambdaHost host) : ReplayFunction
{
    public override void Dispose()
    {
        // The host belongs to the stack.
    }

    protected override async Task<(bool IsError, ReadOnlyMemory<byte> Payload)> CallAsync(
        ReadOnlyMemory<byte> request,
        CancellationToken cancellationToken
    )
    {
        var result = await host.InvokeAsync(LocalFunctions.Replayer, request).WaitAsync(cancellationToken);
        return (result.Status != InvocationStatus.Succeeded, result.Payload);
    }
}
