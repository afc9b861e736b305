using EventRecovery.Claims;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>A claim log that nobody else writes and that costs no memory here: what the engine keeps is all there is.</summary>
internal sealed class NoClaims : IClaimStore
{
    public Task<ClaimLogSlice> ReadAsync(ClaimLogId log, int fromPage, CancellationToken cancellationToken) =>
        Task.FromResult(ClaimLogSlice.Empty);

    public Task<PublishedEntries?> ReadDoneAsync(ClaimLogId log, int page, CancellationToken cancellationToken) =>
        Task.FromResult<PublishedEntries?>(null);

    public Task<AppendOutcome> AppendAsync(ClaimLogId log, ClaimPage page, CancellationToken cancellationToken)
    {
        // Serialised as for DynamoDB: that is part of the work.
        _ = ClaimPageFormat.Write(page);
        return Task.FromResult(AppendOutcome.Appended);
    }

    public Task WriteDoneAsync(
        ClaimLogId log,
        int page,
        PublishedEntries published,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;
}
