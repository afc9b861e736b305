using EventRecovery.Cli.Audit;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Reports;

/// <summary>The questions whose answers are the verdict.</summary>
internal static class ReportChecks
{
    /// <param name="distinct">Events in the results, copies counted once.</param>
    public static IReadOnlyList<Check> Of(
        ResultManifest manifest,
        ReplayRun? run,
        IReadOnlyList<ShardCheckpoint> checkpoints,
        int distinct,
        AuditJson? audit,
        ReportedTrial? trial
    ) =>
        [
            Complete(run, checkpoints.Count),
            Unexpired(checkpoints),
            manifest.IsWhole
                ? new Check(
                    "Results",
                    Outcome.Passed,
                    ReportPage.Text($"all {manifest.Objects:N0} objects are as they were written")
                )
                : new Check("Results", Outcome.Failed, "some results were lost before they were kept"),
            trial is null
                ? new Check("Trial", Outcome.Open, "none was made")
                : new Check("Trial", trial.Passed ? Outcome.Passed : Outcome.Failed, trial.Detail),
            Audit(audit),
            manifest.Parked == 0
                ? new Check("Parked", Outcome.Passed, "no event was set aside")
                : new Check("Parked", Outcome.Open, ReportPage.Text($"{manifest.Parked:N0} events wait for a person")),
            distinct == manifest.Events
                ? new Check("Copies", Outcome.Passed, "no event is in the window twice")
                : new Check(
                    "Copies",
                    Outcome.Open,
                    ReportPage.Text($"{manifest.Events - distinct:N0} further copies in the window")
                ),
        ];

    private static Check Complete(ReplayRun? run, int shards) =>
        run?.State == RunState.Complete
            ? new Check("Complete", Outcome.Passed, ReportPage.Text($"{shards:N0} shards were read to their end"))
            : new Check(
                "Complete",
                Outcome.Failed,
                $"the run is {run?.State.ToString().ToLowerInvariant() ?? "unknown"}"
            );

    private static Check Unexpired(IReadOnlyList<ShardCheckpoint> checkpoints)
    {
        var expired = checkpoints.Count(checkpoint => checkpoint.Expired is not null);
        return expired == 0
            ? new Check("Retention", Outcome.Passed, "nothing left the stream before it was read")
            : new Check(
                "Retention",
                Outcome.Failed,
                ReportPage.Text($"records may have expired unread in {expired:N0} shards")
            );
    }

    private static Check Audit(AuditJson? audit)
    {
        if (audit is null)
        {
            return new Check("Audit", Outcome.Open, "none was made after the run");
        }

        // What was recovered later than it should have been processed is late for ever, and right.
        var counts = audit.Counts;
        var bad = counts.Missing + counts.Wrong + counts.Duplicate + counts.Unrecoverable;
        var late = counts.Late == 0 ? "" : ReportPage.Text($", {counts.Late:N0} of them late");
        return bad > 0
                ? new Check(
                    "Audit",
                    Outcome.Failed,
                    ReportPage.Text(
                        $"{counts.Missing:N0} events are missing, {counts.Wrong:N0} wrong, {counts.Duplicate:N0} doubled"
                    )
                )
            : audit.Ok || counts.Late + counts.Unexpected > 0
                ? new Check(
                    "Audit",
                    Outcome.Passed,
                    ReportPage.Text(
                        $"{counts.Ok + counts.Late:N0} events are right{late}; none is missing, wrong or doubled"
                    )
                )
            : new Check(
                "Audit",
                Outcome.Failed,
                "the audit could not look at all: " + string.Join(' ', audit.Messages)
            );
    }
}
