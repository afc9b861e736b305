using System.Globalization;

namespace EventRecovery.Cli.Reports;

/// <summary>Expected, processed and recovered events over their own time, as bars. Text stays outside of the drawing, so that it keeps its size.</summary>
internal static class TimelineChart
{
    private const double Height = 100;

    public static Html Of(IReadOnlyList<TimeBar> bars)
    {
        if (bars.Count == 0)
        {
            return new Html();
        }

        var most = Math.Max(1, bars.Max(bar => Math.Max(bar.Expected, bar.Recovered)));
        var hasProcessed = bars.Any(bar => bar.Processed is not null);
        return new Html().Add(
            $"""
            <p class="legend"><span class="expected">expected</span>{(
                hasProcessed ? new Html().Add($"<span class=\"processed\">processed before</span>") : new Html()
            )}<span class="recovered">recovered</span></p>
            <div class="chart"><span class="top">{most:N0}</span>
            <svg viewBox="0 0 {bars.Count} {Height}" preserveAspectRatio="none" role="img" aria-label="Events over time: expected, processed before, recovered">
            {Html.Of(bars.Select((bar, index) => Draw(bar, index, most)))}
            </svg></div>
            <p class="axis"><span>{Time(bars[0].Start)}</span><span>{Time(
                bars[bars.Count / 2].Start
            )}</span><span>{Time(bars[^1].Start)}</span></p>
            """
        );
    }

    private static Html Draw(TimeBar bar, int index, long most)
    {
        var title = ReportPage.Text(
            $"{Time(bar.Start)}: {bar.Expected:N0} expected, {(bar.Processed is { } processed ? ReportPage.Text($"{processed:N0} processed before, ") : "")}{bar.Recovered:N0} recovered"
        );
        return new Html().Add(
            $"<g><title>{title}</title>{Bar(index + 0.06, 0.88, bar.Expected, most, "expected")}{(bar.Processed is { } right ? Bar(index + 0.12, 0.36, right, most, "processed") : new Html())}{Bar(index + (bar.Processed is null ? 0.12 : 0.52), bar.Processed is null ? 0.76 : 0.36, bar.Recovered, most, "recovered")}</g>"
        );
    }

    private static Html Bar(double x, double width, long count, long most, string style)
    {
        var height = Height * count / most;
        return new Html().Add(
            $"""<rect class="{style}" x="{x:0.###}" y="{Height - height:0.###}" width="{width:0.###}" height="{height:0.###}"/>"""
        );
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
