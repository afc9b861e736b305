namespace EventRecovery.Local.Lambdas;

/// <summary>One invocation on its way: handed to an environment, taken by its runtime, completed by its answer.</summary>
internal sealed class Invocation(string requestId, ReadOnlyMemory<byte> payload, string? clientContext)
{
    private readonly TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<InvocationResult> answered = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public string RequestId { get; } = requestId;

    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>JSON from the caller, passed through; null when there is none.</summary>
    public string? ClientContext { get; } = clientContext;

    /// <summary>Completes when the function's runtime has fetched it: from then on its time runs.</summary>
    public Task Taken => taken.Task;

    /// <summary>Completes with the function's own answer, and only with that.</summary>
    public Task<InvocationResult> Answered => answered.Task;

    public void Take() => taken.TrySetResult();

    public bool Answer(InvocationStatus status, ReadOnlyMemory<byte> payload) =>
        answered.TrySetResult(new InvocationResult(status, RequestId, payload));
}
