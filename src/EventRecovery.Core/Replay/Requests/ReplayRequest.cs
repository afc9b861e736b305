using EventRecovery.Streams;

namespace EventRecovery.Replay.Requests;

/// <summary>A request, checked. It names a run that exists, or defines one, or only asks for a plan.</summary>
/// <param name="RunId">Null only when a plan is asked for that belongs to no run.</param>
/// <param name="Definition">Null to take up a run as it was defined.</param>
/// <param name="Limits">The limits that the request names; the run keeps its others.</param>
/// <param name="Approval">Who approves a trial, and why; only to <see cref="ReplayAction.Approve"/>.</param>
/// <param name="Shard">The one shard to work on; null is every shard that is ready.</param>
public sealed record ReplayRequest(
    ReplayAction Action,
    RunId? RunId,
    RunDefinition? Definition = null,
    LimitsChange? Limits = null,
    ShardId? Shard = null,
    ApprovalText? Approval = null
)
{
    public bool IsPlan => Definition is { Mode: ReplayMode.Plan };
}

/// <summary>Who approves, and why, in their words.</summary>
public sealed record ApprovalText(string By, string Why);
