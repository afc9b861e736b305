using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using EventRecovery.Audit;
using EventRecovery.Configuration;
using EventRecovery.Telemetry;

namespace EventRecovery.Cdk;

/// <summary>Is it safe, how far, how fast, how much: one row each.</summary>
internal static class RecoveryDashboard
{
    private const string Lambda = "AWS/Lambda";

    public static void Create(Stack scope, StackNames names, WatchedParts parts, IReadOnlyList<string> alarms)
    {
        var rows = new DashboardRows(scope.Region);
        rows.Heading("Is it safe? · What to do: docs/RUNBOOK.md");
        rows.Alarms("Alarms", alarms);
        rows.Graph(
            "What did not go through",
            300,
            OfAudit(Verdict.Missing),
            OfAudit(Verdict.Wrong),
            Line.Sum(MetricNames.EventsParked, "parked"),
            Line.Sum(MetricNames.ClaimsTakenOver, "claims taken over"),
            Line.Sum(MetricNames.ReplayFailures, "shards stopped"),
            Line.OfService(
                "given up",
                "Sum",
                Lambda,
                "DroppedEventCount",
                "EventSourceMappingUUID",
                parts.Reprocessor.Errors.Ref
            )
        );
        rows.Heading("How far?");
        rows.Graph(
            "Oldest record that waits",
            60,
            [
                AgeFor("the Reprocessor", parts.Reprocessor),
                .. parts.Archiver is { } archiver ? [AgeFor("the archiver", archiver)] : (Line[])[],
            ]
        );
        rows.Graph(
            "From the end of the replay's window",
            60,
            Line.Of(MetricNames.ReplayLag, "slowest shard, s", "Maximum"),
            Line.Sum(MetricNames.ReplayShardsFinished, "shards finished").OnTheRight()
        );
        rows.Heading("How fast?");
        rows.Graph(
            "Events",
            60,
            Line.Sum(MetricNames.EventsRead, "read"),
            Line.Sum(MetricNames.EventsRecovered, "recovered"),
            Line.Sum(MetricNames.EventsDuplicates, "duplicates"),
            Line.Sum(MetricNames.EventsRedelivered, "redelivered"),
            Line.Sum(MetricNames.AuditEvents, "audited"),
            Line.Sum(MetricNames.ArchiveRecords, "archived records")
        );
        rows.Graph(
            "A batch",
            60,
            Line.Of(MetricNames.BatchDuration, "mean, s", "Average"),
            Line.Of(MetricNames.BatchDuration, "longest, s", "Maximum"),
            Line.Sum(MetricNames.Throttles, "throttled calls").OnTheRight()
        );
        rows.Heading("How much?");
        rows.Graph(
            "DynamoDB units",
            300,
            Line.Sum(MetricNames.DynamoDbWriteUnits, "write units"),
            Line.Sum(MetricNames.DynamoDbReadUnits, "read units")
        );
        rows.Graph(
            "Kinesis",
            300,
            Line.Sum(MetricNames.PutRecordsBytes, "bytes written"),
            Line.Sum(MetricNames.GetRecordsBytes, "bytes read"),
            Line.Sum(MetricNames.GetRecordsCalls, "GetRecords calls").OnTheRight()
        );
        _ = new CfnDashboard(
            scope,
            "Dashboard",
            new CfnDashboardProps { DashboardName = names.Dashboard, DashboardBody = scope.ToJsonString(rows.Body) }
        );
    }

    private static Line OfAudit(Verdict verdict) =>
        Line.OfService(
            verdict.Name(),
            "Sum",
            MetricNames.Meter,
            MetricNames.AuditEvents.Name,
            MetricNames.Verdict,
            verdict.Name()
        );

    private static Line AgeFor(string whom, RecoveryFunction function) =>
        Line.OfService($"for {whom}, ms", "Maximum", Lambda, "IteratorAge", "FunctionName", function.FunctionName);
}
