using EventRecovery.Cli.Audit;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Costs;
using EventRecovery.Validation;
using EventRecovery.Versions;
using EventRecovery.Versions.Diff;

namespace EventRecovery.Cli.Reports;

/// <summary>Gathers what a report tells: from the run, its results, the version before it, and an audit where there is one.</summary>
internal sealed class ReportBuilder(ReportSources sources, TimeProvider time)
{
    /// <param name="audit">Made after the run; null when none was made.</param>
    /// <param name="before">An audit from before the run: what the timeline starts from.</param>
    /// <exception cref="ResultsDamagedException">The results are not what their manifest says.</exception>
    public async Task<ReportModel> BuildAsync(
        ResultManifest manifest,
        AuditJson? audit,
        AuditJson? before,
        CancellationToken cancellationToken
    )
    {
        var id = new RunId(manifest.Run);
        var run = await sources.Runs.FindAsync(id, cancellationToken);
        var trial = await ReportedTrials.FindAsync(sources, run, cancellationToken);
        var checkpoints = await sources.Checkpoints.LoadAsync(id, cancellationToken);
        var history = await sources.Versions.FindAsync(manifest.Scope, cancellationToken);
        var previous = history.Before(new VersionName(id));
        var diff = previous is null ? null : await DiffAsync(previous.Name.Run, manifest, cancellationToken);
        var times = new List<DateTimeOffset>();
        await foreach (var line in new ResultReader(sources.Objects).LinesAsync(manifest, cancellationToken))
        {
            times.Add(line.At);
        }

        var anomalies = trial?.Anomalies ?? await AnomaliesAsync(manifest, times, cancellationToken);
        return new ReportModel
        {
            Manifest = manifest,
            State = run?.State.ToString().ToLowerInvariant() ?? "unknown",
            MadeAt = time.GetUtcNow(),
            Checks = ReportChecks.Of(manifest, run, checkpoints, times.Count, audit, trial),
            Figures = FiguresOf(manifest, run, diff, audit),
            Timeline = Timelines.Of(times, before ?? audit),
            ComparedWith = previous?.Name.ToString() ?? trial?.Baseline,
            Changes = diff ?? trial?.Changes,
            Anomalies = anomalies,
            Order = OrderOf(manifest, run, times.Count),
            Cost = run?.Totals is { } totals ? CostOf(totals) : [],
            Versions = history.Published,
        };
    }

    private async Task<ResultDiff?> DiffAsync(
        RunId before,
        ResultManifest after,
        CancellationToken cancellationToken
    ) =>
        await new ResultReader(sources.Objects).FindAsync(before, cancellationToken) is { } manifest
            ? await new ResultDiffer(sources.Objects).CompareAsync(manifest, after, cancellationToken)
            : null;

    private async Task<IReadOnlyList<OddValue>> AnomaliesAsync(
        ResultManifest manifest,
        List<DateTimeOffset> times,
        CancellationToken cancellationToken
    ) =>
        times.Count == 0
            ? []
            : OddValues.Of(
                await ResultAnomalies.FindAsync(sources.Objects, manifest, times.Min(), times.Max(), cancellationToken)
            );

    private static List<Figure> FiguresOf(ResultManifest manifest, ReplayRun? run, ResultDiff? diff, AuditJson? audit)
    {
        var figures = new List<Figure> { new("Results", Number(manifest.Events), "events of the window") };
        if (run?.Totals?.Events is { } events)
        {
            figures.Add(new Figure("Published by this run", Number(events.Recovered)));
            figures.Add(
                new Figure("Published before", Number(events.Duplicates + events.Redelivered), "and not again")
            );
        }

        figures.Add(new Figure("Parked", Number(manifest.Parked), manifest.Parked == 0 ? "" : "with their reasons"));
        if (diff is not null)
        {
            figures.Add(new Figure("Changed", Number(diff.Changed), "against the version before"));
        }

        if (audit is not null)
        {
            figures.Add(new Figure("Missing now", Number(audit.Counts.Missing), "by the audit"));
            figures.Add(new Figure("Wrong now", Number(audit.Counts.Wrong), "by the audit"));
        }

        return figures;
    }

    private static List<Figure> OrderOf(ResultManifest manifest, ReplayRun? run, int distinct)
    {
        var order = new List<Figure>
        {
            new("Copies of events within the window", Number(manifest.Events - distinct), "one of each was published"),
        };
        if (run?.Totals?.Events is { } events)
        {
            order.Add(new Figure("Suppressed: another copy was published", Number(events.Duplicates)));
            order.Add(new Figure("Suppressed: the same record came again", Number(events.Redelivered)));
            order.Add(new Figure("Taken over from a silent writer", Number(events.TakenOver), "each may be doubled"));
        }

        order.Add(new Figure("Order", "kept per key", "one record of a key at a time, the next after its answer"));
        return order;
    }

    /// <summary>What was counted, at the prices of the plan.</summary>
    private static List<CostLine> CostOf(ReplayCounts totals)
    {
        var prices = PriceList.Default;
        return
        [
            new CostLine(PriceList.DynamoDbWriteUnits, totals.WriteUnits, prices[PriceList.DynamoDbWriteUnits]),
            // A recovered event of up to 25 KB is one unit.
            new CostLine(
                PriceList.KinesisPutPayloadUnits,
                totals.Events.Recovered,
                prices[PriceList.KinesisPutPayloadUnits]
            ),
        ];
    }

    private static string Number(long number) => ReportPage.Text($"{number:N0}");
}
