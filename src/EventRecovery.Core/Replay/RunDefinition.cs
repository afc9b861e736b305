using EventRecovery.Recalculation;
using EventRecovery.Streams;
using EventRecovery.Validation;

namespace EventRecovery.Replay;

/// <summary>What a run does. Fixed when the run is created, but for its limits, which a resume may change.</summary>
/// <param name="Sample">The share of events that a trial looks at, by the hash of their ids: above 0 and up to 1, which is all.</param>
/// <param name="Only">Where the findings are that list the only events to process; null is all events.</param>
public sealed record RunDefinition(
    StreamName Stream,
    ReplayWindow Window,
    RecalculationVersion Version,
    ReplayMode Mode,
    decimal Sample = 1,
    string? Only = null
)
{
    /// <summary>Where the archive is of what the stream no longer holds: <c>s3://bucket/prefix</c>, or a prefix in the deployment's own store.</summary>
    public string? Archive { get; init; }

    /// <summary>What arrived before it is read from the archive, what arrived since from the stream. Set when the run is created.</summary>
    public DateTimeOffset? Seam { get; init; }

    /// <summary>What a trial compares with and must show; null in other modes.</summary>
    public TrialRules? Trial { get; init; }

    /// <summary>A replay publishes only when this trial, of the same work, passed or was approved; null asks for none.</summary>
    public RunId? After { get; init; }

    public ReplayLimits Limits { get; init; } = ReplayLimits.Default;

    /// <summary>Whether both mean the same work; limits may differ, and so may what is read from where.</summary>
    public bool IsSameWorkAs(RunDefinition other) => this with { Limits = other.Limits, Seam = other.Seam } == other;
}
