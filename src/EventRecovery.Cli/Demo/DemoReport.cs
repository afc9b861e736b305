namespace EventRecovery.Cli.Demo;

/// <summary>What <c>recover demo --json</c> prints. Every figure is counted: by the functions' own metrics, or by reading back.</summary>
/// <param name="Report">The path of the run's report.</param>
/// <param name="Ok">The verdict: nothing missing, wrong, duplicated or out of order.</param>
internal sealed record DemoReport(
    bool Ok,
    int Seed,
    double Seconds,
    DemoInput Input,
    DemoConsumer Consumer,
    DemoReprocessed Reprocessed,
    DemoReplayed Replayed,
    Verification Verify,
    DemoAudits Audit,
    DemoTrials Trial,
    DemoCost Cost,
    string Report
);

/// <param name="Source">The file, or <c>generated</c>.</param>
internal sealed record DemoInput(int Events, string Source, int Shards, int ClaimSlots, double ClaimWindowHours);

internal sealed record DemoConsumer(
    int Processed,
    int Dropped,
    int Failed,
    int FailedTwice,
    int Poison,
    int Miscalculated,
    int Doubled,
    int Crashed
);

/// <param name="ErrorEvents">Events that the Reprocessor read, redeliveries included.</param>
/// <param name="Published">Records read back from the recovered stream before the replay.</param>
internal sealed record DemoReprocessed(
    long ErrorEvents,
    long Recovered,
    long DuplicatesSuppressed,
    long Redelivered,
    long Parked,
    int Published,
    long Invocations
);

/// <param name="Read">Events of the window.</param>
/// <param name="AlreadyDone">Events that the Reprocessor had recovered, and that were not published again.</param>
/// <param name="FromArchive">Events of the window that were read from the archive rather than from the stream.</param>
/// <param name="Published">Records that the replay added to the recovered stream, read back.</param>
internal sealed record DemoReplayed(
    long Read,
    long Recovered,
    long AlreadyDone,
    long Parked,
    int Published,
    int FromArchive,
    int Shards,
    long GetRecordsCalls,
    long CheckpointWrites,
    decimal WriteUnits
);

/// <param name="DynamoDbCalls">Requests to DynamoDB.</param>
/// <param name="WriteUnits">Write capacity that the responses say was consumed.</param>
/// <param name="WriteUnitsPer1000Events">Of events recovered, by both functions.</param>
internal sealed record DemoCost(
    long DynamoDbCalls,
    double WriteUnits,
    double ReadUnits,
    long PutRecordsCalls,
    double WriteUnitsPer1000Events
);
