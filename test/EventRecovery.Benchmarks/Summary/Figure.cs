namespace EventRecovery.Benchmarks.Summary;

/// <summary>One line of the summary: what was measured, and what it is to be compared with.</summary>
/// <param name="Limit">What was promised, where something was.</param>
internal sealed record Figure(
    string What,
    string Unit,
    double Value,
    string Baseline,
    double? BaselineValue,
    string? Limit = null,
    bool? Kept = null
);
