using System.Text.Json;
using EventRecovery.Json;

namespace EventRecovery.Validation;

/// <summary>What a trial compares with, which differences it lets pass, and what it must show. Part of the request, and kept with the run.</summary>
public sealed record TrialRules
{
    public static TrialRules Default { get; } = new();

    /// <summary>
    /// <c>published</c> (the default: the active version of the window), <c>run:ID</c> (the results of a run), <c>NAME/NUMBER</c> (another
    /// recalculation, run beside the candidate), or the key of a JSONL file of events in the deployment's bucket or folder.
    /// </summary>
    public string? Baseline { get; init; }

    /// <summary>Which differences are let pass. Of several rules the one with the longest path decides.</summary>
    public IReadOnlyList<PathRule> Compare { get; init; } = [];

    public TrialGates Gates { get; init; } = new();

    public string ToJson() => JsonSerializer.Serialize(this, TrialJson.Default.TrialRules);

    public static TrialRules Parse(string json) => JsonSerializer.Deserialize(json, TrialJson.Default.TrialRules)!;

    /// <summary>By what they say: two runs do the same work when their rules read the same.</summary>
    public bool Equals(TrialRules? other) =>
        other is not null && string.Equals(ToJson(), other.ToJson(), StringComparison.Ordinal);

    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    internal PathRule? RuleFor(JsonPointer path) =>
        Compare
            .Where(rule => JsonPointer.Parse(rule.Path).Covers(path))
            .OrderByDescending(rule => rule.Path.Length)
            .FirstOrDefault();
}

/// <summary>What differences are let pass at a path and below it.</summary>
/// <param name="Path">A JSON Pointer.</param>
/// <param name="Absolute">A number may differ by this much.</param>
/// <param name="Relative">A number may differ by this share of what it was.</param>
/// <param name="Ignore">Nothing there is compared.</param>
/// <param name="Known">The name of a difference that is known and wanted: counted by its name, and not as a change.</param>
public sealed record PathRule(
    string Path,
    double? Absolute = null,
    double? Relative = null,
    bool Ignore = false,
    string? Known = null
)
{
    /// <summary>Whether two numbers are as good as the same.</summary>
    public bool Tolerates(double before, double after) =>
        Math.Abs(after - before) <= Math.Max(Absolute ?? 0, (Relative ?? 0) * Math.Abs(before));
}

/// <summary>
/// What a trial must show to pass. Of a sample, a rate counts as the upper end of its 95 % confidence interval: few events prove little.
/// </summary>
/// <param name="MaxChangedRate">Of the events that are compared, beyond tolerance. Null: any.</param>
/// <param name="MaxNewRate">Events that the baseline does not have. Null: any.</param>
/// <param name="MaxGone">Events that only the baseline has. Null: any.</param>
/// <param name="MaxAnomalyRate">Stretches of time in which values or counts are anomalous. Null: any.</param>
/// <param name="MaxRejectedRate">Events that the recalculation rejects. Null: any.</param>
/// <param name="MaxViolations">Events on which the recalculation broke its own rules. Default: none.</param>
/// <param name="MaxConflicts">Records with the id of another event, of which a replay publishes one. Default: none.</param>
/// <param name="MinSample">Fewer events prove nothing. Default 1.</param>
public sealed record TrialGates(
    double? MaxChangedRate = null,
    double? MaxNewRate = null,
    long? MaxGone = null,
    double? MaxAnomalyRate = null,
    double? MaxRejectedRate = null,
    long MaxViolations = 0,
    long MaxConflicts = 0,
    long MinSample = 1
);
