using EventRecovery.Simulation.Mutants;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Tests;

/// <summary>A simulation that finds nothing proves nothing: each known mistake must be found, and none where there is none.</summary>
public class MutantTests
{
    [Fact]
    public void Every_mutant_is_killed_and_what_it_was_made_from_lives()
    {
        var lab = new MutantLab();
        foreach (var mutant in AllMutants.All)
        {
            var kill = lab.Kill(mutant);
            kill.ShouldNotBeNull($"\"{mutant.Name}\" survives {MutantLab.MostSeeds} histories");
            new History(kill.Value.Seed).Run().Violation.ShouldBeNull($"seed {kill.Value.Seed}");
        }
    }
}
