using System.Globalization;
using EventRecovery.Audit;
using EventRecovery.Audit.Ledger;
using EventRecovery.Replay;

namespace EventRecovery.Cli.Audit;

/// <summary>One window of a timeline.</summary>
/// <param name="Other">Findings that are neither missing nor wrong.</param>
/// <param name="Lost">Of the expected events those without a result: drawn as a gap.</param>
/// <param name="Odd">Of the expected events those with another result than one right one.</param>
internal sealed record TimelineRow(
    ReplayWindow Window,
    long Expected,
    long Processed,
    long Missing,
    long Wrong,
    long Other,
    long Lost,
    long Odd
)
{
    public bool HasFindings => Missing + Wrong + Other > 0;

    public static TimelineRow Of(WindowReport window)
    {
        var counts = window.Counts;
        var (missing, wrong) = (counts[Verdict.Missing], counts[Verdict.Wrong]);
        return new TimelineRow(
            window.Window,
            window.Expected,
            window.Processed,
            missing,
            wrong,
            counts.Findings - missing - wrong,
            missing + counts[Verdict.Unrecoverable],
            wrong + counts[Verdict.Duplicate]
        );
    }

    public static TimelineRow Of(CompletenessEntry entry) =>
        new(
            entry.Window,
            entry.Expected.Count,
            entry.Processed,
            entry.Missing,
            entry.Wrong,
            entry.Findings - entry.Missing - entry.Wrong,
            entry.Missing,
            entry.Findings - entry.Missing
        );
}

/// <summary>Expected against processed, window by window. Of very many, only those with findings are drawn.</summary>
internal static class AuditTimeline
{
    private const int BarWidth = 24;
    private const int MostRows = 60;

    /// <summary>Lines of markup.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<TimelineRow> windows)
    {
        if (windows.Count == 0)
        {
            yield break;
        }

        var most = Math.Max(1, windows.Max(window => window.Expected));
        var shown =
            windows.Count <= MostRows ? windows : [.. windows.Where(window => window.HasFindings).Take(MostRows)];
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

    public static string Short(DateTimeOffset time) =>
        time.UtcDateTime.ToString("MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Row(TimelineRow window, long most) =>
        Text($"{Short(window.Window.From), -18}{Bar(window, most)}   {window.Expected, 8:N0}  {window.Processed, 9:N0}")
        + $"{Count(window.Missing, 9, "red")}{Count(window.Wrong, 9, "yellow")}{Count(window.Other, 8, "yellow")}";

    // What is right, what is wrong, what is missing; a finding shows however small its share.
    private static string Bar(TimelineRow window, long most)
    {
        var width = Width(window.Expected, most);
        var lost = Math.Min(width, Width(window.Lost, most));
        var odd = Math.Min(width - lost, Width(window.Odd, most));
        var right = width - lost - odd;
        return $"[green]{new string('━', right)}[/][yellow]{new string('╍', odd)}[/][red]{new string('·', lost)}[/]"
            + new string(' ', BarWidth - width);
    }

    private static int Width(long count, long most) =>
        count == 0 ? 0 : Math.Max(1, (int)Math.Round((double)count * BarWidth / most));

    private static string Count(long count, int width, string colour)
    {
        var text = count == 0 ? "·" : count.ToString("N0", CultureInfo.InvariantCulture);
        return count == 0 ? $"[grey]{text.PadLeft(width)}[/]" : $"[{colour}]{text.PadLeft(width)}[/]";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
