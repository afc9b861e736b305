using System.Globalization;
using EventRecovery.Audit;
using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Findings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventRecovery.Cli.Audit;

/// <summary>The verdict first, then what failed has in common, then the timeline.</summary>
internal static class AuditView
{
    private const int MostPatterns = 6;
    private const int MostCauses = 8;

    public static IRenderable Of(AuditReport report, string? findings)
    {
        var lines = new List<string> { Headline(report) };
        lines.AddRange(AuditMessages.Of(report).Select(message => $"[yellow]  {Markup.Escape(message)}[/]"));
        lines.AddRange(Patterns(report));
        lines.AddRange(Causes(report));
        lines.AddRange(AuditTimeline.Of([.. report.Windows.Select(TimelineRow.Of)]));
        lines.Add(
            Text(
                $"[grey]Compared  {report.Cells:N0} cells, {report.CellsReconciled:N0} of them event by event · {report.Expected.Read:N0} events expected, {report.Processed.Read:N0} processed[/]"
            )
        );
        if (findings is not null && report.Counts.Findings > 0)
        {
            lines.Add($"[grey]Findings  {Markup.Escape(findings)}[/]");
        }

        return new Markup(string.Join('\n', lines) + "\n");
    }

    private static string Headline(AuditReport report)
    {
        if (report.Ok)
        {
            return Text(
                $"[green]✔[/] All is there: {report.Counts[Verdict.Ok]:N0} events, each processed once and rightly"
            );
        }

        var parts = Verdicts
            .All.Where(verdict => verdict.IsFinding() && report.Counts[verdict] > 0)
            .Select(verdict => Text($"{report.Counts[verdict]:N0} {verdict.Name()}"));
        return $"[red]✘[/] {string.Join(" · ", parts.DefaultIfEmpty("Not all could be looked at"))}"
            + Text($"   [grey]({report.Counts[Verdict.Ok]:N0} are right)[/]");
    }

    private static IEnumerable<string> Patterns(AuditReport report)
    {
        var first = "Common to";
        foreach (var pattern in report.Patterns.Take(MostPatterns))
        {
            yield return Text(
                $"{first}  {pattern.FailedShare:P0} of {pattern.Verdict.Name()}, {pattern.GoodShare:P1} of the others: "
            ) + Markup.Escape($"{pattern.Feature}");
            first = "         ";
        }
    }

    private static IEnumerable<string> Causes(AuditReport report)
    {
        if (report.Groups.All(group => group.Cause is null))
        {
            yield break;
        }

        var first = "Causes   ";
        foreach (var group in report.Groups.Take(MostCauses))
        {
            var cause = group.Cause is { } known ? $"by {known.Name()}" : "without a trace";
            var common = group.Common.Count > 0 ? $": {string.Join(", ", group.Common)}" : "";
            yield return Text($"{first}  {group.Count:N0} {group.Verdict.Name()} {cause}")
                + Markup.Escape($"{common}{When(group)}");
            first = "         ";
        }
    }

    private static string When(FailureGroup group) =>
        group is { First: { } first, Last: { } last } && group.Common.Count > 0
            ? $", {AuditTimeline.Short(first)} to {AuditTimeline.Short(last)}"
            : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
