using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Mutants;

/// <summary>What the lab calls across the border between the two copies of this assembly.</summary>
public static class MutantHost
{
    public static string? Run(int seed, string mutant) => new History(seed, mutant: mutant).Run().Violation?.ToString();
}
