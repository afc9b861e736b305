using EventRecovery.Replay.Planning;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>Where a run stands after an invocation.</summary>
/// <param name="Run">Null when only a plan was asked for that belongs to no run.</param>
/// <param name="State">Of the invocation: <see cref="RunState.Continues"/> asks to be invoked again.</param>
/// <param name="Plan">The shards as they stand; null when the stream was not looked at.</param>
/// <param name="Counts">The sum over the run's shards so far.</param>
/// <param name="Outcomes">What became of the shards that this invocation worked on.</param>
/// <param name="Messages">What a person should know, a sentence each.</param>
public sealed record RunAnswer(
    ReplayRun? Run,
    RunState State,
    ReplayPlan? Plan,
    ReplayCounts Counts,
    IReadOnlyDictionary<ShardId, ShardOutcome> Outcomes,
    IReadOnlyList<string> Messages
);
