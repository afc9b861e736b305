using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;

namespace EventRecovery.Cdk;

/// <summary>What a deployment may choose. The names and defaults are those of the parameters of template.yaml, which say more.</summary>
public sealed class RecoveryStackProps : StackProps
{
    public string SourceStreamName { get; init; } = "event_stream";

    public bool CreateSourceStream { get; init; }

    public string ErrorStreamName { get; init; } = "error_events";

    public bool CreateErrorStream { get; init; } = true;

    public string RecoveredStreamName { get; init; } = "recovered_events";

    public bool CreateRecoveredStream { get; init; } = true;

    public int StreamRetentionHours { get; init; } = 168;

    public string? ExistingStreamsKeyArn { get; init; }

    public string? ExistingTableName { get; init; }

    public string? ExistingBucketName { get; init; }

    public string? ArchiveBucketName { get; init; }

    public bool CreateArchive { get; init; }

    public int ArchiveRetentionDays { get; init; } = 400;

    public string? ResultsStreamName { get; init; }

    public string? ResultsBucketName { get; init; }

    public string? ResultsPrefix { get; init; }

    public string? AuditCompare { get; init; }

    public string AuditInterval { get; init; } = "rate(1 hour)";

    public string AuditLength { get; init; } = "PT1H";

    public string AuditGrace { get; init; } = "PT5M";

    public string? ExistingKeyArn { get; init; }

    public int LogRetentionDays { get; init; } = 90;

    public string Rates { get; init; } = "1.1";

    public string Architecture { get; init; } = "arm64";

    public string Runtime { get; init; } = "dotnet10";

    public int ReprocessorMemory { get; init; } = 1024;

    public int ReplayerMemory { get; init; } = 1024;

    public int ReplayerConcurrency { get; init; } = 50;

    public int AuditorMemory { get; init; } = 2048;

    public string? AlarmTopicArn { get; init; }

    /// <summary>The published Reprocessor, which is the archiver's code too.</summary>
    public required Code ReprocessorCode { get; init; }

    /// <summary>The published Replayer.</summary>
    public required Code ReplayerCode { get; init; }

    /// <summary>The published Auditor.</summary>
    public required Code AuditorCode { get; init; }
}
