using static EventRecovery.Telemetry.MetricKind;

namespace EventRecovery.Telemetry;

/// <summary>
/// Every metric of the project, in one place: functions, exporters, alarms and dashboards take names from here, and a snapshot
/// guards them, since a renamed metric is an alarm that never fires again.
/// </summary>
public static class MetricNames
{
    /// <summary>The meter, and the namespace in CloudWatch.</summary>
    public const string Meter = "EventRecovery";

    /// <summary>A parked event's kebab-case reason; what goes beyond 32 different ones counts as <c>other</c>.</summary>
    public const string Reason = "reason";

    /// <summary>The API operation, such as <c>PutItem</c>.</summary>
    public const string Operation = "operation";

    /// <summary>The AWS service, such as <c>DynamoDB</c>.</summary>
    public const string Service = "service";

    /// <summary>What an audit says of an event, such as <c>missing</c>: one of eight.</summary>
    public const string Verdict = "verdict";

    private const string Event = "{event}";
    private const string Claim = "{claim}";
    private const string Call = "{call}";
    private const string Record = "{record}";

    public static readonly MetricDefinition EventsRead = new(
        "eventrecovery.events.read",
        Counter,
        Event,
        "Events met in a batch, poison and duplicates included."
    );

    public static readonly MetricDefinition EventsRecovered = new(
        "eventrecovery.events.recovered",
        Counter,
        Event,
        "Events published, with that durably noted."
    );

    public static readonly MetricDefinition EventsDuplicates = new(
        "eventrecovery.events.duplicates",
        Counter,
        Event,
        "Events skipped because another copy was published."
    );

    public static readonly MetricDefinition EventsConflicting = new(
        "eventrecovery.events.conflicting",
        Counter,
        Event,
        "Duplicates in one batch that give another result than the copy that was published: one id, two events."
    );

    public static readonly MetricDefinition EventsRedelivered = new(
        "eventrecovery.events.redelivered",
        Counter,
        Event,
        "Events skipped because the same record was published before."
    );

    public static readonly MetricDefinition EventsParked = new(
        "eventrecovery.events.parked",
        Counter,
        Event,
        "Events set aside because they cannot be processed, again when they are redelivered.",
        Reason
    );

    public static readonly MetricDefinition ClaimsTakenOver = new(
        "eventrecovery.claims.taken_over",
        Counter,
        Claim,
        "Claims made although a silent writer held the event: each may mean a second copy."
    );

    public static readonly MetricDefinition ClaimsAgain = new(
        "eventrecovery.claims.again",
        Counter,
        Claim,
        "Claims made again after this writer's own unfinished pass."
    );

    public static readonly MetricDefinition ClaimsLostAppends = new(
        "eventrecovery.claims.lost_appends",
        Counter,
        "{append}",
        "Pages that another writer's page forestalled."
    );

    public static readonly MetricDefinition ClaimsWaits = new(
        "eventrecovery.claims.waits",
        Counter,
        "{wait}",
        "Passes that a live foreign claim ended."
    );

    public static readonly MetricDefinition Batches = new(
        "eventrecovery.batches",
        Counter,
        "{batch}",
        "Batches processed."
    );

    public static readonly MetricDefinition BatchDuration = new(
        "eventrecovery.batch.duration",
        Histogram,
        "s",
        "How long a batch took."
    );

    public static readonly MetricDefinition DynamoDbCalls = new(
        "eventrecovery.dynamodb.calls",
        Counter,
        Call,
        "Calls to DynamoDB, retries not included.",
        Operation
    );

    public static readonly MetricDefinition DynamoDbWriteUnits = new(
        "eventrecovery.dynamodb.write_units",
        Counter,
        "{unit}",
        "Write units as the responses tell; those of a failed condition are in no response and missing here."
    );

    public static readonly MetricDefinition DynamoDbReadUnits = new(
        "eventrecovery.dynamodb.read_units",
        Counter,
        "{unit}",
        "Read units as the responses tell."
    );

    public static readonly MetricDefinition PutRecordsCalls = new(
        "eventrecovery.kinesis.put_records.calls",
        Counter,
        Call,
        "PutRecords calls."
    );

    public static readonly MetricDefinition PutRecordsRecords = new(
        "eventrecovery.kinesis.put_records.records",
        Counter,
        Record,
        "Records that PutRecords accepted."
    );

    public static readonly MetricDefinition PutRecordsRefused = new(
        "eventrecovery.kinesis.put_records.refused",
        Counter,
        Record,
        "Records refused within a PutRecords call that answered; they are sent again."
    );

    public static readonly MetricDefinition PutRecordsBytes = new(
        "eventrecovery.kinesis.put_records.bytes",
        Counter,
        "By",
        "Bytes that PutRecords accepted, partition keys included."
    );

    public static readonly MetricDefinition GetRecordsCalls = new(
        "eventrecovery.kinesis.get_records.calls",
        Counter,
        Call,
        "GetRecords calls, empty pages included."
    );

    public static readonly MetricDefinition GetRecordsRecords = new(
        "eventrecovery.kinesis.get_records.records",
        Counter,
        Record,
        "Records that GetRecords returned."
    );

    public static readonly MetricDefinition GetRecordsBytes = new(
        "eventrecovery.kinesis.get_records.bytes",
        Counter,
        "By",
        "Bytes that GetRecords returned, partition keys not included."
    );

    public static readonly MetricDefinition Throttles = new(
        "eventrecovery.aws.throttles",
        Counter,
        Call,
        "Calls that a service refused as too many, after the client's own retries.",
        Service
    );

    public static readonly MetricDefinition Retries = new(
        "eventrecovery.aws.retries",
        Counter,
        "{attempt}",
        "Attempts that the AWS client made after the first one of a call.",
        Service
    );

    public static readonly MetricDefinition ReplayLag = new(
        "eventrecovery.replay.lag",
        Histogram,
        "s",
        "How far the end of the window is from where a shard has got, once a checkpoint."
    );

    public static readonly MetricDefinition ReplayCheckpointWrites = new(
        "eventrecovery.replay.checkpoint_writes",
        Counter,
        "{write}",
        "Conditional writes of checkpoints, leases included."
    );

    public static readonly MetricDefinition ReplayShardsFinished = new(
        "eventrecovery.replay.shards_finished",
        Counter,
        "{shard}",
        "Shards read to the end of their window."
    );

    public static readonly MetricDefinition ReplayFailures = new(
        "eventrecovery.replay.failures",
        Counter,
        "{shard}",
        "Shards that stopped and wait for a person."
    );

    public static readonly MetricDefinition ReplayGaps = new(
        "eventrecovery.replay.gaps",
        Counter,
        "{stretch}",
        "Stretches of a window that the stream forgot before a replay could read them there."
    );

    public static readonly MetricDefinition ArchiveRecords = new(
        "eventrecovery.archive.records",
        Counter,
        Record,
        "Records kept in the archive, again when they are redelivered."
    );

    public static readonly MetricDefinition AuditEvents = new(
        "eventrecovery.audit.events",
        Counter,
        Event,
        "Events that an audit judged, again when their window is audited again.",
        Verdict
    );

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        EventsRead,
        EventsRecovered,
        EventsDuplicates,
        EventsConflicting,
        EventsRedelivered,
        EventsParked,
        ClaimsTakenOver,
        ClaimsAgain,
        ClaimsLostAppends,
        ClaimsWaits,
        Batches,
        BatchDuration,
        DynamoDbCalls,
        DynamoDbWriteUnits,
        DynamoDbReadUnits,
        PutRecordsCalls,
        PutRecordsRecords,
        PutRecordsRefused,
        PutRecordsBytes,
        GetRecordsCalls,
        GetRecordsRecords,
        GetRecordsBytes,
        Throttles,
        Retries,
        ReplayLag,
        ReplayCheckpointWrites,
        ReplayShardsFinished,
        ReplayFailures,
        ReplayGaps,
        ArchiveRecords,
        AuditEvents,
    ];
}
