namespace EventRecovery.Replay;

/// <summary>One run, as it is kept.</summary>
/// <param name="StreamCreatedAt">Which stream of that name it reads: one that is deleted and created again is another.</param>
/// <param name="Attempt">From 1; resuming after a failure counts up, and tries again the shards that failed.</param>
/// <param name="Revision">Counts the writes of this item, from 1. A write is conditional on the one it was read at.</param>
public sealed record ReplayRun(
    RunId Id,
    RunDefinition Definition,
    DateTimeOffset StreamCreatedAt,
    DateTimeOffset CreatedAt,
    RunState State,
    int Attempt = 1,
    long Revision = 1
)
{
    /// <summary>What was done, written when the run ends; until then it is the sum over the shards.</summary>
    public ReplayCounts? Totals { get; init; }

    /// <summary>Why the run failed, in a sentence that says what to do; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>Where the report is, once there is one.</summary>
    public string? Report { get; init; }

    /// <summary>What a trial came to, written when it ends.</summary>
    public TrialOutcome? Trial { get; init; }

    /// <summary>Who let a trial pass that was on hold; null when nobody did.</summary>
    public TrialApproval? Approval { get; init; }

    /// <summary>A replay may follow: the trial is complete, and passed or was approved.</summary>
    public bool LetsReplayFollow =>
        Definition.Mode == ReplayMode.Trial
        && State == RunState.Complete
        && (Trial is { Passed: true } || Approval is not null);

    /// <summary>Nothing will change it any more.</summary>
    public bool IsFinal => State is RunState.Complete or RunState.Cancelled;
}
