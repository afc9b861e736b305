using EventRecovery.Audit;
using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Findings;

namespace EventRecovery.Cli.Audit;

/// <summary>What <c>recover audit --json</c> prints.</summary>
/// <param name="Ok">Nothing is missing, wrong or doubled, and all could be looked at.</param>
/// <param name="Findings">Where the findings are; null when none were written.</param>
internal sealed record AuditJson(
    bool Ok,
    DateTimeOffset From,
    DateTimeOffset To,
    AuditCountsJson Counts,
    AuditSideJson Expected,
    AuditSideJson Processed,
    int Cells,
    int CellsReconciled,
    string? Findings,
    IReadOnlyList<AuditWindowJson> Windows,
    IReadOnlyList<AuditPatternJson> Patterns,
    IReadOnlyList<AuditGroupJson> Causes,
    IReadOnlyList<string> Messages
)
{
    public static AuditJson Of(AuditReport report, string? findings) =>
        new(
            report.Ok,
            report.Scope.Window.From,
            report.Scope.Window.To,
            AuditCountsJson.Of(report.Counts),
            AuditSideJson.Of(report.Expected),
            AuditSideJson.Of(report.Processed),
            report.Cells,
            report.CellsReconciled,
            findings,
            [.. report.Windows.Select(AuditWindowJson.Of)],
            [.. report.Patterns.Select(AuditPatternJson.Of)],
            [
                .. report.Groups.Select(group => new AuditGroupJson(
                    group.Verdict.Name(),
                    group.Cause?.Name(),
                    group.Count
                )),
            ],
            [.. AuditMessages.Of(report)]
        );
}

internal sealed record AuditCountsJson(
    long Ok,
    long Open,
    long Missing,
    long Wrong,
    long Duplicate,
    long Late,
    long Unexpected,
    long Unrecoverable
)
{
    public static AuditCountsJson Of(VerdictCounts counts) =>
        new(
            counts[Verdict.Ok],
            counts[Verdict.Open],
            counts[Verdict.Missing],
            counts[Verdict.Wrong],
            counts[Verdict.Duplicate],
            counts[Verdict.Late],
            counts[Verdict.Unexpected],
            counts[Verdict.Unrecoverable]
        );
}

internal sealed record AuditSideJson(string Source, long Read, long Outside, long Unreadable, long Text)
{
    public static AuditSideJson Of(SideReport side) =>
        new(side.Name, side.Read, side.Outside, side.Unreadable, side.Text);
}

internal sealed record AuditWindowJson(
    DateTimeOffset From,
    DateTimeOffset To,
    long Expected,
    long Processed,
    AuditCountsJson Counts
)
{
    public static AuditWindowJson Of(WindowReport window) =>
        new(window.Window.From, window.Window.To, window.Expected, window.Processed, AuditCountsJson.Of(window.Counts));
}

/// <param name="FailedShare">Of the findings with this verdict.</param>
/// <param name="GoodShare">Of the other events.</param>
internal sealed record AuditPatternJson(
    string Verdict,
    string Dimension,
    string Value,
    long Failed,
    double FailedShare,
    long Good,
    double GoodShare
)
{
    public static AuditPatternJson Of(FailurePattern pattern) =>
        new(
            pattern.Verdict.Name(),
            pattern.Feature.Dimension,
            pattern.Feature.Value,
            pattern.Failed,
            Math.Round(pattern.FailedShare, 4),
            pattern.Good,
            Math.Round(pattern.GoodShare, 4)
        );
}

/// <param name="Cause">Null: nothing tells why.</param>
internal sealed record AuditGroupJson(string Verdict, string? Cause, long Count);
