namespace EventRecovery.Aws.Tests.Differential;

/// <summary>
/// One operation of a trace. It names things by number, such as the second shard or the last iterator, so that it means the same on every side,
/// and still means something when a shrinking trace loses the operations before it.
/// </summary>
internal abstract record Step<TSystem>
{
    /// <returns>What the caller got, to be written down by <see cref="Answer"/>.</returns>
    public abstract Task<object?> AskAsync(TSystem system, CancellationToken token);
}
