using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Cells;
using EventRecovery.Replay;

namespace EventRecovery.Audit;

/// <summary>What an audit found. The findings themselves went to their sink.</summary>
public sealed record AuditReport(AuditScope Scope, VerdictCounts Counts, IReadOnlyList<WindowReport> Windows)
{
    /// <summary>Nothing is wrong, and everything could be looked at.</summary>
    public bool Ok => Counts.Findings == 0 && Gone is null;

    public required SideReport Expected { get; init; }

    public required SideReport Processed { get; init; }

    /// <summary>Cells (a window and a key range) with events in them, and how many of them differed and were looked at event by event.</summary>
    public required int Cells { get; init; }

    public required int CellsReconciled { get; init; }

    public IReadOnlyList<FailurePattern> Patterns { get; init; } = [];

    public IReadOnlyList<FailureGroup> Groups { get; init; } = [];

    /// <summary>Of the right events those that were recovered.</summary>
    public RecoveredEvents Recovered { get; init; }

    /// <summary>What of the time the expected stream no longer holds: nobody can say what was in it.</summary>
    public ReplayWindow? Gone { get; init; }
}

/// <param name="Read">Events read, also outside of the window.</param>
/// <param name="Unreadable">What looked like an event and is none.</param>
/// <param name="Text">Lines between the events.</param>
public sealed record SideReport(string Name, long Read, long Outside, long Unreadable, long Text);

/// <param name="Sketch">Of the expected side, what a ledger keeps.</param>
public sealed record WindowReport(ReplayWindow Window, long Expected, VerdictCounts Counts, CellSketch Sketch)
{
    /// <summary>Of the expected events those that were processed, rightly or not.</summary>
    public long Processed =>
        Counts[Verdict.Ok] + Counts[Verdict.Wrong] + Counts[Verdict.Duplicate] + Counts[Verdict.Late];

    /// <summary>Key ranges of it with events in them, and how many of them differed and were looked at event by event.</summary>
    public int Cells { get; init; }

    public int CellsReconciled { get; init; }
}
