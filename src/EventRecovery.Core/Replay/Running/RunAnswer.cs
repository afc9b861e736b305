using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Costs;
using EventRecovery.Replay.Planning;
using EventRecovery.Streams;
using EventRecovery.Validation;

namespace EventRecovery.Replay.Running;

/// <summary>Where a run stands after an invocation.</summary>
/// <param name="Run">Null when only a plan was asked for that belongs to no run, or no answer came from where runs are kept.</param>
/// <param name="State">
/// Of the invocation: <see cref="RunState.Continues"/> asks to be invoked again, <see cref="RunState.Running"/> says that others
/// work on all that is left. Of a request for one shard, the shard's.
/// </param>
/// <param name="Plan">The shards as they stand; null when the stream was not looked at.</param>
/// <param name="Counts">The sum over the run's shards so far.</param>
/// <param name="Messages">What a person should know, a sentence each.</param>
public sealed record RunAnswer(
    ReplayRun? Run,
    RunState State,
    ReplayPlan? Plan,
    ReplayCounts Counts,
    IReadOnlyList<string> Messages
)
{
    /// <summary>What a trial came to; null before its end, and of other runs.</summary>
    public TrialSummary? Trial { get; init; }

    /// <summary>The stream as it was looked at.</summary>
    public StreamDescription? Stream { get; init; }

    /// <summary>What the replay will take; only of a plan.</summary>
    public CostEstimate? Estimate { get; init; }

    /// <summary>When the oldest record of the window that is still there leaves the stream; null when the stream was not looked at.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Everything that is saved of the run, also of shards that have expired.</summary>
    public IReadOnlyList<ShardCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>
    /// Since when nobody has worked on a run that is not at its end: the latest lease was over then, or the run was created. Null while
    /// somebody does, and of an invocation that asks to be invoked again.
    /// </summary>
    public DateTimeOffset? IdleSince =>
        State == RunState.Running
        && Run is { State: RunState.Running } run
        && Plan?.In(ShardStage.Leased).Any() == false
            ? Checkpoints.Select(shard => shard.Lease.EndsAt).Append(run.CreatedAt).Max()
            : null;
}
