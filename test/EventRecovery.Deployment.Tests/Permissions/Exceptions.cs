namespace EventRecovery.Deployment.Tests.Permissions;

/// <summary>What is granted although no function asks for it, and why. An entry that no grant needs any more fails a test.</summary>
internal static class Exceptions
{
    private const string Poller = "Lambda itself reads the function's stream, with the function's role";
    private const string GivenUp =
        "Lambda itself puts the batches that it gives up into the bucket, with the function's role";
    private const string Keys = "Kinesis, DynamoDB and S3 ask KMS in the function's name; emulators have no keys";
    private const string Logs = "Lambda itself writes what the function prints, with the function's role";
    private const string Failed = "Lambda itself sends what was invoked without waiting and failed";
    private const string MachineLogs = "Step Functions delivers its logs with these, and they know no resources";

    /// <summary>Role, statement and reason.</summary>
    public static IReadOnlyList<(string Role, string Sid, string Reason)> UsedByServices { get; } =
    [
        ("reprocessor", "ReadErrors", Poller),
        ("reprocessor", "KeepGivenUpBatches", GivenUp),
        ("reprocessor", "FindTheBucketOfGivenUpBatches", GivenUp),
        ("reprocessor", "UseTheKeys", Keys),
        ("reprocessor", "WriteLogs", Logs),
        (
            "replayer",
            "TellMissingFromForbidden",
            "S3 answers 404 for an object that is not there only to who may list the bucket, and 403 to others"
        ),
        ("replayer", "UseTheKeys", Keys),
        ("replayer", "WriteLogs", Logs),
        ("replayer", "HandOverWhatFailed", Failed),
        ("auditor", "UseTheKeys", Keys),
        ("auditor", "WriteLogs", Logs),
        ("auditor", "HandOverWhatFailed", Failed),
        ("audit", "InvokeTheAuditor", "the schedule does; it names the function, see below"),
        ("audit", "HandOverWhatFailed", "the schedule does, when the function cannot be invoked"),
        ("archiver", "ReadSource", Poller),
        ("archiver", "UseTheKeys", Keys),
        ("archiver", "WriteLogs", Logs),
        ("replay", "InvokeTheReplayer", "Step Functions does; the definition says so, see below"),
        ("replay", "StartWorkers", "a Distributed Map starts its workers as executions"),
        ("replay", "FollowWorkers", "a Distributed Map follows its workers, and stops them when it is stopped"),
        ("replay", "DeliverLogs", MachineLogs),
    ];

    /// <summary>Where no resource can be named.</summary>
    public static IReadOnlyList<(string Action, string Reason)> WithoutResource { get; } =
    [
        ("cloudwatch:PutMetricData", "knows no resources; the condition confines it to one namespace"),
        ("logs:CreateLogDelivery", MachineLogs),
        ("logs:DeleteLogDelivery", MachineLogs),
        ("logs:DescribeLogGroups", MachineLogs),
        ("logs:DescribeResourcePolicies", MachineLogs),
        ("logs:GetLogDelivery", MachineLogs),
        ("logs:ListLogDeliveries", MachineLogs),
        ("logs:PutResourcePolicy", MachineLogs),
        ("logs:UpdateLogDelivery", MachineLogs),
    ];
}
