namespace EventRecovery.Simulation.Checks;

/// <summary>A promise that was broken, and how.</summary>
/// <param name="Invariant">I1 to I9.</param>
internal sealed record Violation(string Invariant, string What)
{
    public override string ToString() => $"{Invariant}: {What}";
}
