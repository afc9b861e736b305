using System.Globalization;
using EventRecovery.Simulation.Mutants;

namespace EventRecovery.Simulation.Commands;

/// <summary><c>mutants</c>: says of each how it was killed.</summary>
internal static class MutantsCommand
{
    public static int Run(string only, int from)
    {
        var lab = new MutantLab();
        var alive = 0;
        var chosen = AllMutants.All.Where(mutant => mutant.Name.Contains(only, StringComparison.Ordinal)).ToList();
        foreach (var mutant in chosen)
        {
            var killed = lab.Kill(mutant, from);
            alive += killed is null ? 1 : 0;
            Console.WriteLine(
                killed is { } kill
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"killed by seed {kill.Seed, 4}  {mutant.Name, -52} {FirstLine(kill.Why)}"
                    )
                    : $"SURVIVES               {mutant.Name}"
            );
        }

        Console.WriteLine(
            $"{chosen.Count - alive} of {chosen.Count} mutants killed within {MutantLab.MostSeeds} seeds"
        );
        return alive == 0 ? 0 : 1;
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0];
        return line.Length > 110 ? line[..110] + "…" : line;
    }
}
