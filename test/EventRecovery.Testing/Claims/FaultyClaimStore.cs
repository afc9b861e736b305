using EventRecovery.Claims;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Testing.Claims;

/// <summary>A claim store as one process sees it: with that process's faults around each call.</summary>
public sealed class FaultyClaimStore(IClaimStore inner, IFaults faults) : IClaimStore
{
    public Task<ClaimLogSlice> ReadAsync(ClaimLogId log, int fromPage, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.ReadClaims,
            log.ToString(),
            () => inner.ReadAsync(log, fromPage, cancellationToken),
            cancellationToken
        );

    public Task<PublishedEntries?> ReadDoneAsync(ClaimLogId log, int page, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.ReadDone,
            log.ToString(),
            () => inner.ReadDoneAsync(log, page, cancellationToken),
            cancellationToken
        );

    public Task<AppendOutcome> AppendAsync(ClaimLogId log, ClaimPage page, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.AppendClaims,
            log.ToString(),
            () => inner.AppendAsync(log, page, cancellationToken),
            cancellationToken
        );

    public Task WriteDoneAsync(
        ClaimLogId log,
        int page,
        PublishedEntries published,
        CancellationToken cancellationToken
    ) =>
        faults.AroundAsync(
            Operation.WriteDone,
            log.ToString(),
            () => inner.WriteDoneAsync(log, page, published, cancellationToken),
            cancellationToken
        );
}
