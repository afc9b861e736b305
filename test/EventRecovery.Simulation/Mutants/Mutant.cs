namespace EventRecovery.Simulation.Mutants;

/// <summary>A mistake that somebody could make, written into a copy of the core, or made by the simulated client.</summary>
/// <param name="Name">The rule that it breaks, in the words of the protocol.</param>
/// <param name="KilledBy">A seed that kills it, tried first.</param>
/// <param name="File">In src/EventRecovery.Core; null where the mistake is the client's.</param>
/// <param name="Was">Text that stands in the file exactly once.</param>
/// <param name="Becomes">What replaces it; <c>$M</c> is true while the mutant is alive.</param>
internal sealed record Mutant(string Name, int KilledBy, string? File = null, string Was = "", string Becomes = "")
{
    public string SwitchedText =>
        Becomes.Replace("$M", $"global::EventRecovery.Mutation.Is(\"{Name}\")", StringComparison.Ordinal);
}
