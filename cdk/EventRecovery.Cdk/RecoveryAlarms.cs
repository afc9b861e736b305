using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using EventRecovery.Audit;
using EventRecovery.Configuration;
using EventRecovery.Telemetry;
using static EventRecovery.Cdk.WatchedMetric;

namespace EventRecovery.Cdk;

/// <summary>What must not go unnoticed.</summary>
public sealed class RecoveryAlarms : Construct
{
    private const string Lambda = "AWS/Lambda";

    public RecoveryAlarms(Construct scope, string id, StackNames names, WatchedParts parts, string? topic)
        : base(scope, id)
    {
        Arns =
        [
            .. FunctionRules(parts)
                .Concat(ClaimRules)
                .Concat(ReplayRules(parts))
                .Concat(GivenUpRules(parts))
                .Concat(AuditRules)
                .Concat(ArchiveRules(parts))
                .Select(rule => new CfnAlarm(this, rule.Name, rule.ToProps(names.Alarm(rule.Name), topic)).AttrArn),
        ];
    }

    /// <summary>In the order in which the dashboard shows them.</summary>
    public IReadOnlyList<string> Arns { get; }

    private static IEnumerable<AlarmRule> FunctionRules(WatchedParts parts)
    {
        WatchedMetric OfReprocessor(string name, string statistic = "Sum") =>
            new(Lambda, name, statistic, "FunctionName", parts.Reprocessor.FunctionName);
        WatchedMetric OfReplayer(string name) => new(Lambda, name, "Sum", "FunctionName", parts.Replayer.FunctionName);
        WatchedMetric OfAuditor(string name) => new(Lambda, name, "Sum", "FunctionName", parts.Auditor.FunctionName);
        WatchedMetric OfTable(string name) => new("AWS/DynamoDB", name, "Sum", "TableName", parts.TableName);

        yield return new AlarmRule(
            "falls-behind",
            "Records wait for more than 10 minutes on the error stream.",
            "the-reprocessor-falls-behind",
            ("", OfReprocessor("IteratorAge", "Maximum"))
        )
        {
            Period = 60,
            Evaluations = 5,
            DataPoints = 3,
            Threshold = 600_000,
        };
        yield return new AlarmRule(
            "reprocessor-errors",
            "The Reprocessor fails on whole batches.",
            "a-function-fails",
            ("", OfReprocessor("Errors"))
        )
        {
            Evaluations = 3,
            DataPoints = 2,
        };
        yield return new AlarmRule(
            "replayer-errors",
            "The Replayer crashes or runs into its timeout.",
            "a-function-fails",
            ("", OfReplayer("Errors"))
        );
        yield return new AlarmRule(
            "auditor-errors",
            "The Auditor fails: what is missing is not known.",
            "a-function-fails",
            ("", OfAuditor("Errors"))
        );
        yield return new AlarmRule(
            "function-throttles",
            "Lambda refuses invocations of the functions as too many.",
            "something-is-throttled",
            ("reprocessor", OfReprocessor("Throttles")),
            ("replayer", OfReplayer("Throttles")),
            ("auditor", OfAuditor("Throttles"))
        )
        {
            Math = ("FILL(reprocessor, 0) + FILL(replayer, 0) + FILL(auditor, 0)", "Throttled invocations"),
            Evaluations = 3,
            DataPoints = 2,
        };
        yield return new AlarmRule(
            "table-throttles",
            "DynamoDB refuses reads or writes of the table as too many.",
            "something-is-throttled",
            ("reads", OfTable("ReadThrottleEvents")),
            ("writes", OfTable("WriteThrottleEvents"))
        )
        {
            Math = ("FILL(reads, 0) + FILL(writes, 0)", "Throttled requests"),
            Evaluations = 3,
            DataPoints = 2,
        };
        yield return new AlarmRule(
            "service-throttles",
            "AWS services refuse calls of the functions, after the retries of the client.",
            "something-is-throttled",
            ("", Ours(MetricNames.Throttles))
        )
        {
            Evaluations = 3,
            DataPoints = 2,
            Threshold = 10,
        };
    }

    private static AlarmRule[] ClaimRules =>
        [
            new(
                "parked",
                "Events were parked, for they cannot be processed.",
                "events-were-parked",
                ("", Ours(MetricNames.EventsParked))
            ),
            new(
                "conflicting-events",
                "One id was given to events that differ: the first was published, the others were not.",
                "one-id-names-two-events",
                ("", Ours(MetricNames.EventsConflicting))
            ),
            new(
                "claim-conflicts",
                "A silent writer's claims were taken over: each may mean a second copy of an event.",
                "claims-are-in-conflict",
                ("", Ours(MetricNames.ClaimsTakenOver))
            ),
            new(
                "claim-waits",
                "Another writer's claims hold the Reprocessor or a replay up, for half an hour.",
                "claims-are-in-conflict",
                ("", Ours(MetricNames.ClaimsWaits))
            )
            {
                Evaluations = 6,
                DataPoints = 6,
            },
        ];

    private static AlarmRule[] ReplayRules(WatchedParts parts)
    {
        WatchedMetric OfMachine(string name) => new("AWS/States", name, "Sum", "StateMachineArn", parts.Machine.Arn);
        return
        [
            new(
                "replay-failed",
                "Shards of a replay stopped and wait for a person, or its state machine failed.",
                "a-replay-stopped",
                ("shards", Ours(MetricNames.ReplayFailures)),
                ("executions", OfMachine("ExecutionsFailed")),
                ("timeouts", OfMachine("ExecutionsTimedOut"))
            )
            {
                Math = ("FILL(shards, 0) + FILL(executions, 0) + FILL(timeouts, 0)", "Stopped"),
            },
            new(
                "replay-stalled",
                "A replay is at work, and for half an hour none of its shards has come closer to its end.",
                "a-replay-stands-still",
                ("most", Ours(MetricNames.ReplayLag, "Maximum")),
                ("least", Ours(MetricNames.ReplayLag, "Minimum")),
                ("finished", Ours(MetricNames.ReplayShardsFinished))
            )
            {
                Math = ("IF(least > 0 AND RATE(most) >= 0 AND FILL(finished, 0) < 1, 1, 0)", "Stands still"),
                Evaluations = 6,
                DataPoints = 6,
            },
            new(
                "replay-lag",
                "A shard has stayed a day or more from the end of its window: the stream may forget what is left.",
                "a-replay-is-too-slow",
                ("", Ours(MetricNames.ReplayLag, "Maximum"))
            )
            {
                Period = 900,
                Evaluations = 4,
                DataPoints = 4,
                Threshold = 86_400,
            },
        ];
    }

    private static AlarmRule[] GivenUpRules(WatchedParts parts)
    {
        WatchedMetric OfErrors(string name) =>
            new(Lambda, name, "Sum", "EventSourceMappingUUID", parts.Reprocessor.Errors.Ref);
        return
        [
            new(
                "given-up-batches",
                "Lambda gave batches of the error stream up, and put them into the bucket.",
                "batches-were-given-up",
                ("dropped", OfErrors("DroppedEventCount")),
                ("kept", OfErrors("OnFailureDestinationDeliveredEventCount"))
            )
            {
                Math = ("FILL(dropped, 0) + FILL(kept, 0)", "Given up"),
            },
            new(
                "dead-letters",
                "A replay or an audit that nobody waited for failed on every attempt.",
                "an-invocation-was-given-up",
                (
                    "",
                    new WatchedMetric(
                        "AWS/SQS",
                        "ApproximateNumberOfMessagesVisible",
                        "Maximum",
                        "QueueName",
                        parts.DeadLetters.AttrQueueName
                    )
                )
            ),
        ];
    }

    private static AlarmRule[] AuditRules
    {
        get
        {
            static WatchedMetric Of(Verdict verdict) =>
                new(MetricNames.Meter, MetricNames.AuditEvents.Name, "Sum", MetricNames.Verdict, verdict.Name());
            return
            [
                new(
                    "audit-findings",
                    "An audit found events that are missing or wrong.",
                    "an-audit-found-something",
                    ("missing", Of(Verdict.Missing)),
                    ("wrong", Of(Verdict.Wrong)),
                    ("lost", Of(Verdict.Unrecoverable))
                )
                {
                    Math = ("FILL(missing, 0) + FILL(wrong, 0) + FILL(lost, 0)", "Missing or wrong"),
                    Period = 3_600,
                },
            ];
        }
    }

    private static IEnumerable<AlarmRule> ArchiveRules(WatchedParts parts)
    {
        yield return new AlarmRule(
            "archive-seam",
            "The stream forgot part of a replay's window before it was read: between archive and stream is a gap.",
            "the-seam-has-a-gap",
            ("", Ours(MetricNames.ReplayGaps))
        );
        if (parts.Archiver is { } archiver)
        {
            yield return new AlarmRule(
                "archive-falls-behind",
                "Records wait for more than an hour to be archived.",
                "the-archive-falls-behind",
                ("", new WatchedMetric(Lambda, "IteratorAge", "Maximum", "FunctionName", archiver.FunctionName))
            )
            {
                Evaluations = 3,
                DataPoints = 3,
                Threshold = 3_600_000,
            };
        }
    }
}
