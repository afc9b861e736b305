using Amazon.CDK.AWS.SQS;

namespace EventRecovery.Cdk;

/// <summary>What alarms and dashboard look at.</summary>
public sealed record WatchedParts(
    ReprocessorFunction Reprocessor,
    ReplayerFunction Replayer,
    AuditorFunction Auditor,
    ArchiverFunction? Archiver,
    ReplayMachine Machine,
    string TableName,
    CfnQueue DeadLetters
);
