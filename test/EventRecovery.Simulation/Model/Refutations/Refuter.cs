using EventRecovery.Simulation.Mutants;

namespace EventRecovery.Simulation.Model.Refutations;

/// <summary>Lets the model run upon the mutated engine.</summary>
internal sealed class Refuter
{
    private readonly MutantLab lab = new();

    public IReadOnlyList<string>? Refute(Never never) =>
        (string[]?)lab.Call(never.Name, typeof(NeverHost), nameof(NeverHost.Refute), never.Name);
}
