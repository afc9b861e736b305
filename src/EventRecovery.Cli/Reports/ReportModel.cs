using EventRecovery.Replay.Costs;
using EventRecovery.Versions;
using EventRecovery.Versions.Diff;

namespace EventRecovery.Cli.Reports;

/// <summary>All that a report tells of one run.</summary>
internal sealed record ReportModel
{
    public required ResultManifest Manifest { get; init; }

    /// <summary><c>complete</c>, or where else the run stands.</summary>
    public required string State { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>What decides about the verdict, in the order in which a person would ask.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>The figures to know, most important first.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>How it came to this, a line a step; empty when nobody told.</summary>
    public IReadOnlyList<StoryStep> Story { get; init; } = [];

    public IReadOnlyList<TimeBar> Timeline { get; init; } = [];

    /// <summary>What the results are compared with; null when there is nothing before them.</summary>
    public string? ComparedWith { get; init; }

    public ResultDiff? Changes { get; init; }

    /// <summary>Null when nobody looked for any.</summary>
    public IReadOnlyList<OddValue>? Anomalies { get; init; }

    public IReadOnlyList<Figure> Order { get; init; } = [];

    public IReadOnlyList<Figure> Parked { get; init; } = [];

    public IReadOnlyList<CostLine> Cost { get; init; } = [];

    public IReadOnlyList<PublishedVersion> Versions { get; init; } = [];

    public bool IsSafe => Checks.All(check => check.Outcome != Outcome.Failed);
}

internal enum Outcome
{
    Passed,
    Failed,

    /// <summary>Nobody looked, or a person should. It does not hold a run, and it is said.</summary>
    Open,
}

internal sealed record Check(string Name, Outcome Outcome, string Detail);

internal sealed record Figure(string Name, string Value, string Note = "");

internal sealed record StoryStep(string Title, string Detail, bool WentWell = true);

/// <summary>One stretch of event time.</summary>
/// <param name="Processed">Events that were right before the recovery; null when nobody counted.</param>
/// <param name="Recovered">Events that the run has a result for.</param>
internal sealed record TimeBar(DateTimeOffset Start, long Expected, long? Processed, long Recovered);

/// <summary>A value that is unlike its neighbours.</summary>
/// <param name="Score">From 0 to 1.</param>
internal sealed record OddValue(string Where, string Value, double Score);
