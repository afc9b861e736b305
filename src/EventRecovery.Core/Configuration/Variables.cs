namespace EventRecovery.Configuration;

/// <summary>
/// The environment variables of the Lambda functions: one name, written once, for functions, local stack, template and CDK alike.
/// Those of AWS itself (<c>AWS_REGION</c>, <c>AWS_ENDPOINT_URL</c>, credentials) keep their meaning.
/// </summary>
public static class Variables
{
    /// <summary>Name of the DynamoDB table. Required.</summary>
    public const string Table = "EVENT_RECOVERY_TABLE";

    /// <summary>Name of the stream that recovered events go to. Required.</summary>
    public const string RecoveredStream = "EVENT_RECOVERY_RECOVERED_STREAM";

    /// <summary>S3 bucket for what outgrows records and items. This or <see cref="Folder"/> is required.</summary>
    public const string Bucket = "EVENT_RECOVERY_BUCKET";

    /// <summary>A folder instead of a bucket, for the local stack.</summary>
    public const string Folder = "EVENT_RECOVERY_FOLDER";

    /// <summary>Name of the consumer whose claims the Reprocessor writes. Default <c>reprocessor</c>.</summary>
    public const string Consumer = "EVENT_RECOVERY_CONSUMER";

    /// <summary>
    /// Rates of the sample recalculation, one an edition: <c>1.1,1.25</c> makes rate-adjustment/1 and /2, and the Reprocessor
    /// runs the last. Default <c>1.1</c>.
    /// </summary>
    public const string Rates = "EVENT_RECOVERY_RATES";

    /// <summary>
    /// Slots of the claim logs, a power of two up to 32,768. Default: the open shards of the recovered stream, rounded up. Stored
    /// with a version's first claim; later changes need an event time to start from.
    /// </summary>
    public const string ClaimSlots = "EVENT_RECOVERY_CLAIM_SLOTS";

    /// <summary>Window of event time that one claim log covers, ISO 8601, PT1M to P7D. Default PT1H.</summary>
    public const string ClaimWindow = "EVENT_RECOVERY_CLAIM_WINDOW";

    /// <summary>How long an unpublished claim holds others off, ISO 8601, PT1M to P1D. Default PT16M, above Lambda's longest run.</summary>
    public const string ClaimTimeout = "EVENT_RECOVERY_CLAIM_TIMEOUT";

    /// <summary>JSON Pointer to the event id. Default <c>/id</c>.</summary>
    public const string IdPointer = "EVENT_RECOVERY_ID_POINTER";

    /// <summary>JSON Pointer to the timestamp. Default <c>/time</c> in CloudEvents, <c>/timestamp</c> elsewhere.</summary>
    public const string TimestampPointer = "EVENT_RECOVERY_TIMESTAMP_POINTER";

    /// <summary>JSON Pointer to the order key. Default: the record's partition key.</summary>
    public const string OrderKeyPointer = "EVENT_RECOVERY_ORDER_KEY_POINTER";

    /// <summary>Largest event in bytes, 1 to 10,485,760. Default 1,048,576.</summary>
    public const string MaxEventBytes = "EVENT_RECOVERY_MAX_EVENT_BYTES";

    /// <summary>Auditor: what should have been processed: <c>stream:NAME</c> or <c>s3://BUCKET/PREFIX</c>. Required there.</summary>
    public const string AuditExpected = "EVENT_RECOVERY_AUDIT_EXPECTED";

    /// <summary>Auditor: what was, with commas between; a later source supersedes an earlier. Required there.</summary>
    public const string AuditProcessed = "EVENT_RECOVERY_AUDIT_PROCESSED";

    /// <summary>Auditor: the values to compare, JSON Pointers with commas between, each with a tolerance if wished: <c>/price=0.01</c>. Default: none.</summary>
    public const string AuditCompare = "EVENT_RECOVERY_AUDIT_COMPARE";

    /// <summary>Auditor: name of its entries in the completeness ledger. Default <c>scheduled</c>.</summary>
    public const string AuditName = "EVENT_RECOVERY_AUDIT_NAME";

    /// <summary>Auditor: how much time a scheduled audit looks at, ISO 8601, PT1M to P7D: as long as the schedule's interval. Default PT1H.</summary>
    public const string AuditLength = "EVENT_RECOVERY_AUDIT_LENGTH";

    /// <summary>Auditor: how long an event may take before it is missing or late, ISO 8601, PT0S to P1D. Default PT5M.</summary>
    public const string AuditGrace = "EVENT_RECOVERY_AUDIT_GRACE";

    /// <summary>
    /// Makes the Reprocessor's executable an archiver: it keeps the records of its event source under this prefix, and recovers
    /// nothing. Default: none.
    /// </summary>
    public const string ArchivePrefix = "EVENT_RECOVERY_ARCHIVE_PREFIX";
}
