using EventRecovery.Versions.Diff;

namespace EventRecovery.Cli.Reports;

/// <summary>What the results change: how many, where, how far, and the worst of them.</summary>
internal static class ChangesSection
{
    private const int BinHeight = 100;

    public static Html Of(ReportModel report)
    {
        if (report.Changes is not { } diff)
        {
            return ReportPage.Section("Changes", Uncompared(), show: true);
        }

        var content = new Html();
        content.Add(
            $"""<p>Compared with <b>{report.ComparedWith}</b>: {diff.Same:N0} the same, <b>{diff.Changed:N0} changed</b>, {diff.OnlyAfter:N0} new, {diff.OnlyBefore:N0} gone.</p>"""
        );
        content.Add(Shares(diff));
        content.Add(diff.Relative is { } spread ? Histogram(spread) : NoNumbers(diff));
        if (diff.Paths.Count > 0)
        {
            content.Add(Paths(diff));
            content.Add(Worst(diff));
        }

        return ReportPage.Section("Changes", content, show: true);
    }

    private static Html Uncompared() =>
        new Html().Add(
            $"""
            <p>These results were compared with nothing: there is no version before this one, and no trial was made. What they change is not known.</p>
            <p class="quiet">A trial compares them with what the consumer made of the same events, and tells how far each value is off:</p>
            <pre>recover trial --run NAME --baseline results.jsonl …</pre>
            """
        );

    private static Html NoNumbers(ResultDiff diff) =>
        new Html().Add(
            $"<p class=\"quiet\">{(diff.Changed == 0 ? "No value changed beyond tolerance" : "What changed are no numbers")}, so there is no distribution to draw.</p>"
        );

    private static Html Shares(ResultDiff diff)
    {
        var all = Math.Max(1, diff.Events);
        return new Html().Add(
            $"""<p class="shares" role="img" aria-label="Shares of same, changed, new and gone events">{Share("same", diff.Same)}{Share("changed", diff.Changed)}{Share("new", diff.OnlyAfter)}{Share("gone", diff.OnlyBefore)}</p>"""
        );

        Html Share(string style, long count) =>
            count == 0
                ? new Html()
                : new Html().Add($"""<span class="{style}" style="width:{100.0 * count / all:0.##}%"></span>""");
    }

    private static Html Histogram(Spread spread)
    {
        var most = spread.Bins.Max();
        var bars = spread.Bins.Select(
            (count, index) =>
                new Html().Add(
                    $"""<rect class="changed" x="{index + 0.06:0.##}" y="{BinHeight - (1.0 * BinHeight * count / most):0.##}" width="0.88" height="{1.0 * BinHeight * count / most:0.##}"><title>{count:N0} events</title></rect>"""
                )
        );
        return new Html().Add(
            $"""
            <h3>How far numbers changed</h3>
            <div class="chart low"><span class="top">{most:N0}</span>
            <svg viewBox="0 0 {spread.Bins.Count} {BinHeight}" preserveAspectRatio="none" role="img" aria-label="Histogram of relative changes">{Html.Of(
                bars
            )}</svg></div>
            <p class="axis"><span>{spread.From:+0.###%;-0.###%;0%}</span><span>median {spread.Median:+0.###%;-0.###%;0%}</span><span>{spread.To:+0.###%;-0.###%;0%}</span></p>
            <p class="quiet">{spread.Count:N0} numbers; 5 % below {spread.P05:+0.###%;-0.###%;0%}, 5 % above {spread.P95:+0.###%;-0.###%;0%}; from {spread.Min:+0.###%;-0.###%;0%} to {spread.Max:+0.###%;-0.###%;0%}.</p>
            """
        );
    }

    private static Html Paths(ResultDiff diff) =>
        new Html().Add(
            $"""
            <h3>Where</h3>
            <div class="wide"><table><thead><tr><th>Path</th><th class="n">Events</th></tr></thead>
            <tbody>{Html.Of(
                diff.Paths.Take(20).Select(path =>
                    new Html().Add($"<tr><td><code>{path.Path}</code></td><td class=\"n\">{path.Events:N0}</td></tr>")
                )
            )}</tbody></table></div>
            """
        );

    private static Html Worst(ResultDiff diff) =>
        new Html().Add(
            $"""
            <h3>Largest changes</h3>
            <div class="wide"><table><thead><tr><th>Event</th><th>Path</th><th class="n">Before</th><th class="n">After</th><th class="n">Change</th></tr></thead>
            <tbody>{Html.Of(
                diff.Worst.Select(change =>
                    new Html().Add(
                        $"<tr><td>{change.Id}</td><td><code>{change.Path}</code></td><td class=\"n\">{Short(change.Before)}</td><td class=\"n\">{Short(change.After)}</td><td class=\"n\">{(change.Relative is { } share ? ReportPage.Text($"{share:+0.##%;-0.##%;0%}") : "")}</td></tr>"
                    )
                )
            )}</tbody></table></div>
            """
        );

    private static string Short(string? json) =>
        json is null ? "nothing"
        : json.Length > 60 ? json[..59] + "…"
        : json;
}
