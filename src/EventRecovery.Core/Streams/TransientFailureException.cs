namespace EventRecovery.Streams;

/// <summary>
/// A service did not answer, or answered that it is busy: nothing is known to be wrong with the request, and the same one may
/// pass later. Adapters translate throttling, timeouts and broken connections into this, after the client's own retries.
/// </summary>
public sealed class TransientFailureException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the service said that too much was asked of it, rather than failing to answer.</summary>
    public bool Throttled { get; init; }
}
