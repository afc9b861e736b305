namespace EventRecovery.Audit.Analysis;

/// <summary>Something that the findings of one verdict have in common and the good events have not.</summary>
/// <param name="Failed">Findings of that verdict that have it.</param>
/// <param name="FailedShare">Of all findings of that verdict, 0 to 1.</param>
/// <param name="Good">Events without that verdict that have it.</param>
/// <param name="GoodShare">Of all events without that verdict, 0 to 1.</param>
public sealed record FailurePattern(
    Verdict Verdict,
    Feature Feature,
    long Failed,
    double FailedShare,
    long Good,
    double GoodShare
);

/// <summary>Findings of one verdict with one cause.</summary>
/// <param name="Cause">Null: neither logs nor parked events tell.</param>
public sealed record FailureGroup(Verdict Verdict, Findings.FailureCause? Cause, long Count)
{
    /// <summary>The earliest and the latest of the events' own times; null when none is known.</summary>
    public DateTimeOffset? First { get; init; }

    public DateTimeOffset? Last { get; init; }

    /// <summary>What nearly all of them have, and not nearly all of the other events.</summary>
    public IReadOnlyList<Feature> Common { get; init; } = [];
}
