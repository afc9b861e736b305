using EventRecovery.Recalculation;
using EventRecovery.Streams;

namespace EventRecovery.Replay;

/// <summary>What a run does. Fixed when the run is created, but for its limits, which a resume may change.</summary>
/// <param name="Sample">The share of order keys to process, above 0 and up to 1, which is all.</param>
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

    public ReplayLimits Limits { get; init; } = ReplayLimits.Default;

    /// <summary>Whether both mean the same work; limits may differ, and so may what is read from where.</summary>
    public bool IsSameWorkAs(RunDefinition other) => this with { Limits = other.Limits, Seam = other.Seam } == other;
}
