using System.CommandLine;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Commands;

/// <summary>The command line. Exit codes: 0 every promise was kept, 1 one was broken, 2 usage.</summary>
internal static class SimulationCommand
{
    public static int Run(string[] args)
    {
        var seed = new Option<int?>("--seed") { Description = "Replay one history and tell its story." };
        var seeds = new Option<int>("--seeds")
        {
            Description = "Run so many histories, on all cores.",
            DefaultValueFactory = _ => 500,
        };
        var from = new Option<int>("--from") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
        var root = new RootCommand("Tries to break every promise of EventRecovery, one history a seed.")
        {
            seed,
            seeds,
            from,
        };
        var mutants = new Command("mutants", "Show that each known mistake is found within 1,000 histories.");
        var only = new Option<string>("--only")
        {
            Description = "Those whose name has this in it.",
            DefaultValueFactory = _ => "",
        };
        mutants.Add(only);
        mutants.Add(from);
        mutants.SetAction(parsed => MutantsCommand.Run(parsed.GetValue(only)!, parsed.GetValue(from)));
        root.Add(mutants);
        root.Add(ModelCommand.Create());
        root.SetAction(parsed =>
            parsed.GetValue(seed) is { } one
                ? Tell(one)
                : new ManyHistories(parsed.GetValue(from), parsed.GetValue(seeds)).Run()
        );
        var result = root.Parse(args);
        return result.Errors.Count > 0 ? Usage(result) : result.Invoke();
    }

    private static int Usage(ParseResult result)
    {
        foreach (var error in result.Errors)
        {
            Console.Error.WriteLine($"error: {error.Message}");
        }

        return 2;
    }

    private static int Tell(int seed)
    {
        var result = new History(seed, keepStory: true).Run();
        foreach (var line in result.Story)
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(
            $"seed {seed}: trace {result.Hash:x16}, {result.Steps} steps, {result.Violation?.ToString() ?? "no violation"}"
        );
        return result.Violation is null ? 0 : 1;
    }
}
