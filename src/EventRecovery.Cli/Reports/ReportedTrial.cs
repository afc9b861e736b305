using EventRecovery.Replay;
using EventRecovery.Validation;
using EventRecovery.Versions;
using EventRecovery.Versions.Diff;

namespace EventRecovery.Cli.Reports;

/// <summary>How the trial ended that a run is, or followed.</summary>
/// <param name="Passed">It passed, or a person approved of it.</param>
/// <param name="Baseline">What it was compared with.</param>
internal sealed record ReportedTrial(
    string Run,
    bool Passed,
    string Detail,
    string Baseline,
    ResultDiff Changes,
    IReadOnlyList<OddValue> Anomalies
);

internal static class ReportedTrials
{
    private const int WorstShown = 10;

    /// <summary>Null when there was none.</summary>
    public static async Task<ReportedTrial?> FindAsync(
        ReportSources sources,
        ReplayRun? run,
        CancellationToken cancellationToken
    )
    {
        var id = run?.Definition.Mode == ReplayMode.Trial ? run.Id : run?.Definition.After;
        if (
            id is not { } trial
            || await new ResultReader(sources.Objects).FindTrialAsync(trial, cancellationToken) is not { } summary
        )
        {
            return null;
        }

        var approval = (await sources.Runs.FindAsync(trial, cancellationToken))?.Approval;
        return new ReportedTrial(
            summary.Run,
            summary.Passed || approval is not null,
            summary.Passed || approval is null
                ? $"{summary.Run}: {summary.Reason}"
                : $"{summary.Run} was held, and {approval.By} approved of it: {approval.Why}",
            summary.Baseline,
            Changes(summary),
            OddValues.Of(summary.Anomalies)
        );
    }

    private static ResultDiff Changes(TrialSummary trial)
    {
        var counts = trial.Counts;
        return new ResultDiff(
            counts.Same + counts.WithinTolerance,
            counts.Changed,
            counts.Gone,
            counts.New,
            counts.Changed,
            [.. trial.Paths.Where(path => path.Changed > 0).Select(path => new PathChange(path.Path, path.Changed))],
            [
                .. trial
                    .Worst.Take(WorstShown)
                    .Select(one => new EventChange(
                        one.Id,
                        one.At,
                        one.Key,
                        one.Path,
                        one.Before,
                        one.After,
                        one.Relative
                    )),
            ],
            Spreads.Of(trial.Change),
            trial.GoneIds,
            trial.NewIds
        );
    }
}
