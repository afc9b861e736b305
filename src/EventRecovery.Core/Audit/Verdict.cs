namespace EventRecovery.Audit;

/// <summary>What an audit says of one event.</summary>
public enum Verdict
{
    /// <summary>Processed once, in time, with the right result.</summary>
    Ok,

    /// <summary>Not processed, and it may still be: no finding.</summary>
    Open,

    /// <summary>Not processed, and it should have been by now.</summary>
    Missing,

    /// <summary>Processed with another result than the right one.</summary>
    Wrong,

    /// <summary>Processed rightly, more than once.</summary>
    Duplicate,

    /// <summary>Processed rightly, after its time.</summary>
    Late,

    /// <summary>Processed, and nobody expected it.</summary>
    Unexpected,

    /// <summary>Not processed, and what is left of it is not enough to process it.</summary>
    Unrecoverable,
}

public static class Verdicts
{
    public static IReadOnlyList<Verdict> All { get; } = Enum.GetValues<Verdict>();

    /// <summary>What is not as it should be.</summary>
    public static bool IsFinding(this Verdict verdict) => verdict is not (Verdict.Ok or Verdict.Open);

    /// <summary>What a replay mends.</summary>
    public static bool IsRecoverable(this Verdict verdict) =>
        verdict is Verdict.Missing or Verdict.Wrong or Verdict.Duplicate;

    /// <summary>As JSON has it: <c>missing</c>.</summary>
    public static string Name(this Verdict verdict) => verdict.ToString().ToLowerInvariant();

    public static bool TryParse(string? name, out Verdict verdict) =>
        Enum.TryParse(name, ignoreCase: true, out verdict) && verdict.Name() == name;
}
