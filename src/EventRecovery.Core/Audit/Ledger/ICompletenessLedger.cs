using EventRecovery.Audit.Cells;
using EventRecovery.Replay;

namespace EventRecovery.Audit.Ledger;

/// <summary>
/// What audits found, window by window: so that a person sees since when numbers are low without auditing again, and a later audit
/// whether a window has changed. One small item a window; a later audit of a window replaces it. Thread-safe.
/// </summary>
public interface ICompletenessLedger
{
    Task NoteAsync(string audit, CompletenessEntry entry, CancellationToken cancellationToken);

    /// <summary>The windows that begin in a time, in order.</summary>
    IAsyncEnumerable<CompletenessEntry> ListAsync(string audit, ReplayWindow time, CancellationToken cancellationToken);
}

/// <param name="Expected">How many events were expected and, as an order-independent hash, which.</param>
/// <param name="Processed">Of them, how many were processed, rightly or not.</param>
/// <param name="Findings">Events that were not as they should be.</param>
public sealed record CompletenessEntry(
    ReplayWindow Window,
    CellSketch Expected,
    long Processed,
    long Missing,
    long Wrong,
    long Findings,
    DateTimeOffset AuditedAt
)
{
    public static CompletenessEntry Of(WindowReport report, DateTimeOffset auditedAt) =>
        new(
            report.Window,
            report.Sketch,
            report.Processed,
            report.Counts[Verdict.Missing],
            report.Counts[Verdict.Wrong],
            report.Counts.Findings,
            auditedAt
        );
}
