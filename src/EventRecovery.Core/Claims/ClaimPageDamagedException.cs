namespace EventRecovery.Claims;

/// <summary>
/// A stored claim page does not read back as it was written. Nothing is claimed or published on a log in doubt: restore the item
/// from the table's point-in-time recovery, and the same batch goes on.
/// </summary>
public sealed class ClaimPageDamagedException(ClaimLogId log, int page)
    : Exception(
        $"Page {page} of claim log {log} is damaged. Nothing was claimed or published on it. "
            + "Restore that item from the table's point-in-time recovery; the batch is retried until then."
    )
{
    public ClaimLogId Log { get; } = log;

    public int Page { get; } = page;
}
