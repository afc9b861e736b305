using EventRecovery.Cli.Audit;

namespace EventRecovery.Cli.Reports;

/// <summary>Counts events over their own time: in the windows of the audit where there is one, else in bars of one length.</summary>
internal static class Timelines
{
    private const int Bars = 48;

    /// <param name="times">Of the events that the run has results for.</param>
    public static IReadOnlyList<TimeBar> Of(IReadOnlyList<DateTimeOffset> times, AuditJson? audit) =>
        audit is { Windows.Count: > 0 } ? ByWindow(times, audit.Windows)
        : times.Count == 0 ? []
        : Even(times);

    private static List<TimeBar> ByWindow(IReadOnlyList<DateTimeOffset> times, IReadOnlyList<AuditWindowJson> windows)
    {
        var starts = windows.Select(window => window.From).ToList();
        var counts = new long[starts.Count];
        foreach (var at in times)
        {
            var index = starts.BinarySearch(at);
            index = index >= 0 ? index : ~index - 1;
            if (index >= 0 && at < windows[index].To)
            {
                counts[index]++;
            }
        }

        return
        [
            .. windows.Select((window, i) => new TimeBar(window.From, window.Expected, window.Processed, counts[i])),
        ];
    }

    private static List<TimeBar> Even(IReadOnlyList<DateTimeOffset> times)
    {
        var (from, to) = (times.Min(), times.Max());
        var length = TimeSpan.FromTicks(Math.Max(1, ((to - from).Ticks / Bars) + 1));
        var counts = new long[Bars];
        foreach (var at in times)
        {
            counts[(at - from) / length is var index ? (int)index : 0]++;
        }

        return [.. counts.Select((count, i) => new TimeBar(from + (length * i), count, null, count))];
    }
}
