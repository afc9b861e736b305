using System.Globalization;

namespace EventRecovery.Cli.Reports;

/// <summary>
/// A report as one HTML file: no network, no script, readable on a phone, in the dark and on paper. The verdict comes first: a person
/// sees in ten seconds whether it is safe.
/// </summary>
internal static class ReportPage
{
    public static string Of(ReportModel report)
    {
        var manifest = report.Manifest;
        var page = new Html();
        page.Add(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="color-scheme" content="light dark">
            <title>{manifest.Run}: {(report.IsSafe ? "safe" : "hold")}</title>
            <link rel="icon" href="data:,">
            <style>{Html.Raw(ReportStyle.Sheet)}</style>
            </head>
            <body>
            <main>
            """
        );
        page.Add(Verdict(report));
        page.Add(Figures(report.Figures, "tiles"));
        page.Add(Section("What happened", Story(report), report.Story.Count > 0));
        page.Add(Section("Timeline", TimelineChart.Of(report.Timeline), report.Timeline.Count > 0));
        page.Add(ChangesSection.Of(report));
        page.Add(Section("Anomalies", Anomalies(report), show: true));
        page.Add(Section("Order and duplicates", Figures(report.Order, "rows"), report.Order.Count > 0));
        page.Add(Section("Parked", Figures(report.Parked, "rows"), report.Parked.Count > 0));
        page.Add(Section("Proof", ProofSection.Of(report), show: true));
        page.Add(Section("Cost", CostTable.Of(report.Cost), report.Cost.Count > 0));
        page.Add(Section("How to roll back", RollbackSection.Of(report), show: true));
        page.Add(
            $"""
            <footer>Made {Time(report.MadeAt)} by EventRecovery {manifest.Code}</footer>
            </main>
            </body>
            </html>

            """
        );
        return page.ToString();
    }

    internal static Html Section(string title, Html content, bool show) =>
        show ? new Html().Add($"<section><h2>{title}</h2>{content}</section>") : new Html();

    internal static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Html Verdict(ReportModel report)
    {
        var manifest = report.Manifest;
        return new Html().Add(
            $"""
            <header class="{(report.IsSafe ? "safe" : "hold")}">
            <p class="mark" aria-hidden="true">{(report.IsSafe ? "✓" : "!")}</p>
            <div>
            <h1>{Headline(report)}</h1>
            <p class="what"><b>{manifest.Run}</b> {manifest.Mode} of {manifest.Stream} with <b>{manifest.Version}</b>, {report.State}<br>
            {Time(manifest.From)} to {Time(manifest.To)}, by arrival</p>
            </div>
            <ul class="checks">{Html.Of(report.Checks.Select(CheckOf))}</ul>
            </header>
            """
        );
    }

    /// <summary>The verdict in a line.</summary>
    public static string Headline(ReportModel report)
    {
        if (!report.IsSafe)
        {
            var failed = report.Checks.Where(check => check.Outcome == Outcome.Failed);
            return $"Hold: {string.Join("; ", failed.Select(check => check.Detail))}";
        }

        var passed = report.Checks.Count(check => check.Outcome == Outcome.Passed);
        var open = report.Checks.Count(check => check.Outcome == Outcome.Open);
        var published = report.Versions.Any(version => version.Name.Run.Value == report.Manifest.Run);
        return Text(
            $"{(published ? "Safe, and published" : "Safe to publish")}: {passed} checks passed{(open == 0 ? "" : Text($", {open} open"))}"
        );
    }

    private static Html CheckOf(Check check)
    {
        var (style, mark) = check.Outcome switch
        {
            Outcome.Passed => ("passed", "✓"),
            Outcome.Failed => ("failed", "✗"),
            _ => ("open", "–"),
        };
        return new Html().Add(
            $"""<li class="{style}"><span aria-hidden="true">{mark}</span><div><b>{check.Name}</b> {check.Detail}</div></li>"""
        );
    }

    internal static Html Figures(IReadOnlyList<Figure> figures, string style) =>
        figures.Count == 0
            ? new Html()
            : new Html().Add(
                $"""<dl class="{style}">{Html.Of(figures.Select(figure => new Html().Add($"<div><dt>{figure.Name}</dt><dd>{figure.Value}<small>{figure.Note}</small></dd></div>")))}</dl>"""
            );

    private static Html Story(ReportModel report) =>
        new Html().Add(
            $"""<ol class="story">{Html.Of(report.Story.Select(step => new Html().Add($"""<li class="{(step.WentWell ? "well" : "ill")}"><b>{step.Title}</b> {step.Detail}</li>""")))}</ol>"""
        );

    private static Html Anomalies(ReportModel report) =>
        report.Anomalies switch
        {
            null => new Html().Add($"<p class=\"quiet\">Nobody has looked for anomalies in these results.</p>"),
            [] => new Html().Add($"<p>None: no value is unlike its neighbours.</p>"),
            var some => new Html().Add(
                $"""
                <div class="wide"><table><thead><tr><th>Where</th><th class="n">Value</th><th class="n">Score</th></tr></thead>
                <tbody>{Html.Of(
                    some.Select(odd =>
                        new Html().Add(
                            $"<tr><td>{odd.Where}</td><td class=\"n\">{odd.Value}</td><td class=\"n\">{odd.Score:0.00}</td></tr>"
                        )
                    )
                )}</tbody></table></div>
                """
            ),
        };

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
