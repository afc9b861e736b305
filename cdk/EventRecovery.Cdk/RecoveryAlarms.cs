using Amazon.CDK.AWS.CloudWatch;
using Constructs;
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
            "function-throttles",
            "Lambda refuses invocations of the functions as too many.",
            "something-is-throttled",
            ("reprocessor", OfReprocessor("Throttles")),
            ("replayer", OfReplayer("Throttles"))
        )
        {
            Math = ("reprocessor + replayer", "Throttled invocations"),
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
            Math = ("reads + writes", "Throttled requests"),
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
                "A replay that was started without waiting failed on every attempt.",
                "a-replay-stopped",
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
}
