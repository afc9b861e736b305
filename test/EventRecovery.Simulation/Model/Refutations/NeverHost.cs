using EventRecovery.Simulation.Model.Search;

namespace EventRecovery.Simulation.Model.Refutations;

/// <summary>What is called across the border to the mutated engine, and so takes and gives what both sides know.</summary>
public static class NeverHost
{
    private const int MostStates = 2_000_000;

    /// <summary>Searches with a mistake; the mutant of its name, if there is one, is alive.</summary>
    /// <returns>The shortest refutation, a line a step and the violation last; null when every state was visited without one.</returns>
    public static string[]? Refute(string name)
    {
        var never = Never.All.Single(one => one.Name == name);
        var search = new BreadthFirst(never.Scene, never.Mistake);
        var result = search.Run(MostStates);
        return result.Refuted is { } refuted ? [.. search.Tell(refuted)] : null;
    }
}
