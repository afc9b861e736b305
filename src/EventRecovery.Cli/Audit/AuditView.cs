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
    private const int BarWidth = 24;
    private const int MostRows = 60;
    private const int MostPatterns = 6;

    public static IRenderable Of(AuditReport report, string? findings)
    {
        var lines = new List<string> { Headline(report) };
        lines.AddRange(AuditMessages.Of(report).Select(message => $"[yellow]  {Markup.Escape(message)}[/]"));
        lines.AddRange(Patterns(report));
        lines.AddRange(Timeline(report));
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
            ) + Markup.Escape($"{pattern.Feature.Dimension} {pattern.Feature.Value}");
            first = "         ";
        }

        var told = report.Groups.Where(group => group.Cause is not null).ToList();
        if (told.Count > 0)
        {
            yield return "Causes     "
                + string.Join(
                    " · ",
                    told.Select(group =>
                        Text($"{group.Count:N0} {group.Verdict.Name()} by {group.Cause!.Value.Name()}")
                    )
                );
        }
    }

    private static IEnumerable<string> Timeline(AuditReport report)
    {
        var windows = report.Windows;
        if (windows.Count == 0)
        {
            yield break;
        }

        var most = Math.Max(1, windows.Max(window => window.Expected));
        var shown = windows.Count <= MostRows ? windows : [.. windows.Where(HasFindings).Take(MostRows)];
        yield return $"[grey]{"window", -18}{"", BarWidth}   expected  processed  missing    wrong   other[/]";
        foreach (var window in shown)
        {
            yield return Row(window, most);
        }

        if (shown.Count < windows.Count)
        {
            yield return Text($"[grey]… {windows.Count - shown.Count:N0} more windows[/]");
        }
    }

    private static string Row(WindowReport window, long most)
    {
        var counts = window.Counts;
        var (missing, wrong) = (counts[Verdict.Missing], counts[Verdict.Wrong]);
        var other = counts.Findings - missing - wrong;
        var time = window.Window.From.UtcDateTime.ToString("MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Text($"{time, -18}{Bar(window, most)}   {window.Expected, 8:N0}  {window.Processed, 9:N0}")
            + $"{Count(missing, 9, "red")}{Count(wrong, 9, "yellow")}{Count(other, 8, "yellow")}";
    }

    // What is right, what is wrong, what is missing; a finding shows however small its share.
    private static string Bar(WindowReport window, long most)
    {
        var width = Width(window.Expected, most);
        var missing = Math.Min(
            width,
            Width(window.Counts[Verdict.Missing] + window.Counts[Verdict.Unrecoverable], most)
        );
        var wrong = Math.Min(
            width - missing,
            Width(window.Counts[Verdict.Wrong] + window.Counts[Verdict.Duplicate], most)
        );
        var right = width - missing - wrong;
        return $"[green]{new string('━', right)}[/][yellow]{new string('╍', wrong)}[/][red]{new string('·', missing)}[/]"
            + new string(' ', BarWidth - width);
    }

    private static int Width(long count, long most) =>
        count == 0 ? 0 : Math.Max(1, (int)Math.Round((double)count * BarWidth / most));

    private static string Count(long count, int width, string colour)
    {
        var text = count == 0 ? "·" : count.ToString("N0", CultureInfo.InvariantCulture);
        return count == 0 ? $"[grey]{text.PadLeft(width)}[/]" : $"[{colour}]{text.PadLeft(width)}[/]";
    }

    private static bool HasFindings(WindowReport window) => window.Counts.Findings > 0;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
