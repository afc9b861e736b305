namespace EventRecovery.Configuration;

/// <summary>
/// What the parts of a deployment are called, from the name of its stack: one rule for template, CDK, local stack and the operator's
/// tool, so that a name need not be looked up.
/// </summary>
/// <param name="Stack">The stack's name.</param>
public sealed record StackNames(string Stack)
{
    /// <summary>The stack's name unless somebody chose another.</summary>
    public const string Default = "event-recovery";

    public const string ReprocessorSuffix = "-reprocessor";
    public const string ReplayerSuffix = "-replayer";
    public const string AuditorSuffix = "-auditor";
    public const string ArchiverSuffix = "-archiver";

    public string Reprocessor => Stack + ReprocessorSuffix;

    public string Replayer => Stack + ReplayerSuffix;

    public string Auditor => Stack + AuditorSuffix;

    /// <summary>The Reprocessor's executable once more, which keeps the source stream's records where the deployment wants that.</summary>
    public string Archiver => Stack + ArchiverSuffix;

    /// <summary>What has the Auditor audit, again and again.</summary>
    public string AuditSchedule => Stack + "-audit";

    /// <summary>The state machine that replays with one worker a shard.</summary>
    public string ReplayMachine => Stack + "-replay";

    public string Table => Stack;

    /// <summary>The queue of what was invoked without waiting and failed on every attempt.</summary>
    public string DeadLetters => Stack + "-dead-letters";

    public string Dashboard => Stack;

    /// <summary>Buckets share one name space with all the world's, hence account and region.</summary>
    public string Bucket(string account, string region) => $"{Stack}-{account}-{region}";

    public string Alarm(string name) => $"{Stack}-{name}";
}
