using System.Globalization;
using EventRecovery.Audit;
using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Cells;
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
    AuditRecoveredJson Recovered,
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
            AuditRecoveredJson.Of(report.Recovered),
            AuditSideJson.Of(report.Expected),
            AuditSideJson.Of(report.Processed),
            report.Cells,
            report.CellsReconciled,
            findings,
            [.. report.Windows.Select(AuditWindowJson.Of)],
            [.. report.Patterns.Select(AuditPatternJson.Of)],
            [.. report.Groups.Select(AuditGroupJson.Of)],
            [.. AuditMessages.Of(report)]
        );
}

/// <param name="Events">Of those that are ok.</param>
/// <param name="First">When the first was recovered, null when that is not told; <paramref name="Last"/> the last.</param>
internal sealed record AuditRecoveredJson(long Events, DateTimeOffset? First, DateTimeOffset? Last)
{
    public static AuditRecoveredJson Of(RecoveredEvents recovered) =>
        new(recovered.Count, recovered.First, recovered.Last);
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

/// <param name="Hash">Of what was expected, whatever its order: the same as long as the same events are.</param>
/// <param name="Cells">Key ranges with events in them.</param>
/// <param name="CellsReconciled">Those of them in which the two sides differed, and which were looked at event by event.</param>
internal sealed record AuditWindowJson(
    DateTimeOffset From,
    DateTimeOffset To,
    long Expected,
    long Processed,
    AuditCountsJson Counts,
    string Hash,
    int Cells,
    int CellsReconciled
)
{
    public static AuditWindowJson Of(WindowReport window) =>
        new(
            window.Window.From,
            window.Window.To,
            window.Expected,
            window.Processed,
            AuditCountsJson.Of(window.Counts),
            HashOf(window.Sketch),
            window.Cells,
            window.CellsReconciled
        );

    public static string HashOf(CellSketch sketch) => sketch.Sum.ToString("x32", CultureInfo.InvariantCulture);
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
/// <param name="From">The earliest of the events' own times, null when none is known; <paramref name="To"/> the latest.</param>
/// <param name="Common">What nearly all of them have and not nearly all others: <c>shard shardId-000000000002</c>.</param>
internal sealed record AuditGroupJson(
    string Verdict,
    string? Cause,
    long Count,
    DateTimeOffset? From,
    DateTimeOffset? To,
    IReadOnlyList<string> Common
)
{
    public static AuditGroupJson Of(FailureGroup group) =>
        new(
            group.Verdict.Name(),
            group.Cause?.Name(),
            group.Count,
            group.First,
            group.Last,
            [.. group.Common.Select(feature => feature.ToString())]
        );
}
