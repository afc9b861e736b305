namespace EventRecovery.Local.Lambdas;

/// <summary>How an invocation ended.</summary>
public enum InvocationStatus
{
    /// <summary>The function returned; the payload is its result.</summary>
    Succeeded,

    /// <summary>The function threw, timed out, crashed or did not start; the payload is AWS's error object.</summary>
    FunctionError,

    /// <summary>The function was not run: as many invocations as it may have at once are running. There is no payload.</summary>
    Throttled,
}

/// <summary>The answer to one invocation.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="RequestId">AWS's name for the invocation, as the function saw it.</param>
/// <param name="Payload">UTF-8 JSON.</param>
public sealed record InvocationResult(InvocationStatus Status, string RequestId, ReadOnlyMemory<byte> Payload);
