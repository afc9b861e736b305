namespace EventRecovery.Replay.Requests;

/// <summary>One mistake in a request.</summary>
/// <param name="Field">Where, such as <c>limits.maxWriteUnits</c>; empty when the request as a whole is wrong.</param>
/// <param name="Wrong">What is wrong, with the value where that helps: <c>"yesterday" is not a time</c>.</param>
/// <param name="Advice">What to write instead.</param>
public sealed record RequestProblem(string Field, string Wrong, string Advice)
{
    /// <summary>Without the field, for tables that have it in a column of its own.</summary>
    public string Message => Advice.Length == 0 ? Wrong : $"{Wrong}; {Advice}";

    public override string ToString() => Field.Length == 0 ? Message : $"{Field} {Message}";
}
