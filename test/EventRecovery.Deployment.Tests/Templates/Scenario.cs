namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>A stack by name and parameters: template and CDK call them the same.</summary>
internal sealed record Scenario(string Stack, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Everything by default.</summary>
    public static Scenario Plain { get; } = new("event-recovery", new Dictionary<string, string>());

    /// <summary>With an archiver, and with a consumer's results on a stream and in a bucket: all that a local stack can be asked for.</summary>
    public static Scenario Full { get; } =
        new(
            Plain.Stack,
            new Dictionary<string, string>
            {
                ["ArchiveBucketName"] = "older-archive",
                ["CreateArchive"] = "true",
                ["ResultsStreamName"] = "billed",
                ["ResultsBucketName"] = "results",
                ["ResultsPrefix"] = "billing/",
            }
        );

    /// <summary>Every parameter otherwise, in a team that has streams, table, bucket and keys already.</summary>
    public static Scenario Otherwise { get; } =
        new(
            "orders-recovery",
            new Dictionary<string, string>
            {
                ["SourceStreamName"] = "orders",
                ["CreateSourceStream"] = "true",
                ["ErrorStreamName"] = "orders-failed",
                ["CreateErrorStream"] = "false",
                ["RecoveredStreamName"] = "orders-corrected",
                ["CreateRecoveredStream"] = "false",
                ["StreamRetentionHours"] = "8760",
                ["ExistingStreamsKeyArn"] = "arn:aws:kms:eu-west-1:111122223333:key/streams",
                ["ExistingTableName"] = "recovery-table",
                ["ExistingBucketName"] = "recovery-bucket",
                ["ArchiveBucketName"] = "orders-archive",
                ["CreateArchive"] = "true",
                ["ArchiveRetentionDays"] = "3650",
                ["ResultsStreamName"] = "orders-billed",
                ["ResultsBucketName"] = "orders-results",
                ["ResultsPrefix"] = "billing/",
                ["AuditCompare"] = "/total=0.01",
                ["AuditInterval"] = "rate(1 day)",
                ["AuditLength"] = "P1D",
                ["AuditGrace"] = "PT30M",
                ["ExistingKeyArn"] = "arn:aws:kms:eu-west-1:111122223333:key/storage",
                ["LogRetentionDays"] = "365",
                ["Rates"] = "1.1,1.25",
                ["Architecture"] = "x86_64",
                ["Runtime"] = "provided.al2023",
                ["ReprocessorMemory"] = "2048",
                ["ReplayerMemory"] = "4096",
                ["ReplayerConcurrency"] = "99",
                ["AuditorMemory"] = "4096",
                ["AlarmTopicArn"] = "arn:aws:sns:eu-west-1:111122223333:on-call",
            }
        );

    public static Scenario Named(string stack) => stack == Plain.Stack ? Plain : Otherwise;

    /// <summary>A variable of a function's environment.</summary>
    public string VariableOf(string function, string variable) =>
        $"{FromTemplate().Of("AWS::Lambda::Function").Single(one => $"{one["FunctionName"]}" == function)[$"Environment.Variables.{variable}"]}";

    /// <summary>As template.yaml makes it.</summary>
    public EvaluatedStack FromTemplate() =>
        Evaluation.Of(SamExpansion.Expand(TemplateYaml.Read(Repository.Read("template.yaml"))), Stack, Parameters);
}
