using EventRecovery.Versions;

namespace EventRecovery.Cli.Reports;

/// <summary>The way back, and the versions that there are.</summary>
internal static class RollbackSection
{
    public static Html Of(ReportModel report)
    {
        var run = report.Manifest.Run;
        var place = report.Versions.ToList().FindLastIndex(version => version.Name.Run.Value == run);
        var content = new Html();
        if (place > 0)
        {
            content.Add(
                $"""
                <p>Put the version before on {report.Manifest.Target} again, as a new version that names this one. Nothing is overwritten, and the command can be repeated.</p>
                <pre>recover rollback {report.Versions[place].Name}</pre>
                """
            );
        }
        else if (place == 0)
        {
            content.Add(
                $"<p>This is the first version of its window: there is none to go back to. Publish a corrected recalculation under a new run id.</p><pre>recover replay --run {run}-2 …</pre>"
            );
        }
        else
        {
            content.Add($"<p>Nothing of this run was published, so there is nothing to undo.</p>");
        }

        return report.Versions.Count == 0
            ? content
            : content.Add(
                $"""<ol class="versions">{Html.Of(report.Versions.Select(version => Line(version, version == report.Versions[^1])))}</ol>"""
            );
    }

    private static Html Line(PublishedVersion version, bool active) =>
        new Html().Add(
            $"""<li><b>{version.Name.ToString()}</b> {ReportPage.Time(version.At)}{(version.Undoes is { } undone ? $" undoes {undone}" : "")}{(active ? new Html().Add($" <em>active</em>") : new Html())}</li>"""
        );
}
