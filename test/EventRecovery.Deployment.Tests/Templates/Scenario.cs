namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>A stack by name and parameters: template and CDK call them the same.</summary>
internal sealed record Scenario(string Stack, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Everything by default.</summary>
    public static Scenario Plain { get; } = new("event-recovery", new Dictionary<string, string>());

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
                ["ExistingKeyArn"] = "arn:aws:kms:eu-west-1:111122223333:key/storage",
                ["LogRetentionDays"] = "365",
                ["Rates"] = "1.1,1.25",
                ["Architecture"] = "x86_64",
                ["Runtime"] = "provided.al2023",
                ["ReprocessorMemory"] = "2048",
                ["ReplayerMemory"] = "4096",
                ["ReplayerConcurrency"] = "99",
                ["AlarmTopicArn"] = "arn:aws:sns:eu-west-1:111122223333:on-call",
            }
        );

    public static Scenario Named(string stack) => stack == Plain.Stack ? Plain : Otherwise;

    /// <summary>As template.yaml makes it.</summary>
    public EvaluatedStack FromTemplate() =>
        Evaluation.Of(SamExpansion.Expand(TemplateYaml.Read(Repository.Read("template.yaml"))), Stack, Parameters);
}
