using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventRecovery.Validation;

/// <summary>What a trial came to: one JSON document beside the run's results, for status, reports and whoever must sign.</summary>
/// <param name="Baseline">What was compared with, in words.</param>
/// <param name="Sample">The share of events that was looked at; 1 is all.</param>
/// <param name="Passed">Every gate is passed. Otherwise the run is on hold until somebody approves it.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Paths">Where values differ, the most frequent first.</param>
/// <param name="Change">How far numbers changed relative to what they were, over all paths; null when none did.</param>
/// <param name="Worst">The largest changes, the largest first.</param>
/// <param name="Violations">Events on which the recalculation broke its own rules.</param>
/// <param name="ConflictIds">Ids that were given to more than one event; a replay publishes the one that claims it first.</param>
/// <param name="Time">The window in steps of equal length.</param>
public sealed record TrialSummary(
    string Run,
    string Stream,
    DateTimeOffset From,
    DateTimeOffset To,
    string Version,
    string Baseline,
    decimal Sample,
    bool Passed,
    string Reason,
    IReadOnlyList<GateResult> Gates,
    TrialCounts Counts,
    Interval Changed,
    Interval New,
    Interval Rejected,
    Interval Anomalous,
    IReadOnlyList<PathSummary> Paths,
    Distribution? Change,
    IReadOnlyList<ChangedEvent> Worst,
    IReadOnlyList<ViolatingEvent> Violations,
    IReadOnlyList<string> NewIds,
    IReadOnlyList<string> GoneIds,
    IReadOnlyList<string> ConflictIds,
    IReadOnlyList<GroupSummary> Keys,
    IReadOnlyList<GroupSummary> Types,
    IReadOnlyList<TimeStep> Time,
    IReadOnlyList<TimeAnomaly> Anomalies
)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TrialJson.Default.TrialSummary);

    public static TrialSummary Read(byte[] json) => JsonSerializer.Deserialize(json, TrialJson.Default.TrialSummary)!;
}

/// <param name="Read">Events met in the window, each copy of one too.</param>
/// <param name="Sampled">Of these, the ones that were looked at. From here on an event counts once, as its first copy says.</param>
/// <param name="WithinTolerance">Different, and every difference is tolerated or known.</param>
/// <param name="Gone">Events that only the baseline has.</param>
/// <param name="Violations">Events on which the recalculation broke its own rules.</param>
/// <param name="Copies">Records of an event that was looked at before.</param>
/// <param name="Conflicting">Records with the id of an event that was looked at before, and something else in them.</param>
public sealed record TrialCounts(
    long Read,
    long Sampled,
    long Same,
    long WithinTolerance,
    long Changed,
    long New,
    long Gone,
    long Rejected,
    long Violations,
    long Copies = 0,
    long Conflicting = 0
)
{
    /// <summary>Events that both sides have.</summary>
    [JsonIgnore]
    public long Compared => Same + WithinTolerance + Changed;
}

/// <param name="Name">As in the request.</param>
/// <param name="Value">What is held against the limit: of a sample, the upper end of the interval.</param>
public sealed record GateResult(string Name, double Limit, double Value, bool Passed);

/// <param name="Known">Events by the name of the known difference.</param>
public sealed record PathSummary(
    string Path,
    long Changed,
    long WithinTolerance,
    IReadOnlyDictionary<string, long> Known,
    Distribution? Change
);

/// <param name="Relative">(after − before) ÷ |before|; null for what are no numbers.</param>
public sealed record ChangedEvent(
    string Id,
    DateTimeOffset At,
    string Key,
    string Path,
    string? Before,
    string? After,
    double? Relative
);

/// <param name="Code">As parked events have it, e.g. <c>immutable-path-changed</c> or <c>not-deterministic</c>.</param>
public sealed record ViolatingEvent(string Id, DateTimeOffset At, string Key, string Code, string Message);

/// <summary>Events of one key or type.</summary>
public sealed record GroupSummary(string Name, long Events, long Changed);

/// <param name="Means">Mean of the recalculated values by path.</param>
/// <param name="Score">The highest of its anomaly scores.</param>
public sealed record TimeStep(
    DateTimeOffset From,
    long Events,
    long Changed,
    IReadOnlyDictionary<string, double> Means,
    double Score
);

/// <param name="Series"><c>events</c>, or a path with what of its values: <c>/total mean</c>.</param>
/// <param name="Id">Of an extreme value, the event that has it.</param>
public sealed record TimeAnomaly(DateTimeOffset From, string Series, double Value, double Score, string? Id);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
)]
[JsonSerializable(typeof(TrialSummary))]
[JsonSerializable(typeof(TrialRules))]
[JsonSerializable(typeof(TrialTally))]
internal sealed partial class TrialJson : JsonSerializerContext;
