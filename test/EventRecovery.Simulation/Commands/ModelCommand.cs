using System.CommandLine;
using System.Globalization;
using EventRecovery.Simulation.Model;
using EventRecovery.Simulation.Model.Refutations;
using EventRecovery.Simulation.Model.Search;

namespace EventRecovery.Simulation.Commands;

/// <summary><c>model</c>: visits every state of the claim protocol, and shows that each "never" of it is needed.</summary>
internal static class ModelCommand
{
    /// <summary>Ten times the largest scene; a search that comes here has lost its way.</summary>
    private const int MostStates = 20_000_000;

    public static Command Create()
    {
        var command = new Command(
            "model",
            "Visit every state of the claim protocol, with the engine itself as the model."
        );
        var only = new Option<string>("--only")
        {
            Description = "Scenes and mistakes whose name has this in it.",
            DefaultValueFactory = _ => "",
        };
        var traces = new Option<bool>("--traces") { Description = "Tell each refutation step by step." };
        command.Add(only);
        command.Add(traces);
        command.SetAction(parsed => Run(parsed.GetValue(only)!, parsed.GetValue(traces)));
        return command;
    }

    /// <param name="only">Scenes and mistakes whose name has this in it.</param>
    /// <param name="showTraces">Tell of each mistake the steps that refute it.</param>
    private static int Run(string only, bool showTraces)
    {
        var broken = 0;
        var started = TimeProvider.System.GetTimestamp();
        var total = 0;
        Console.WriteLine(
            "Two writers, each with copies of the same events; every order of their steps, the faults anywhere:"
        );
        Console.WriteLine($"  {"", -46} {"states", 10} {"steps", 10} {"depth", 5} {"of the engine", 15} {"s", 6}");
        foreach (var scene in Scenes.All.Where(scene => scene.Name.Contains(only, StringComparison.Ordinal)))
        {
            var result = Search(scene);
            total += result.States;
            broken += result is { IsFull: true, Refuted: null } ? 0 : 1;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{total:N0} states in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s, {Peak()} MB at most"
            )
        );
        return broken + Refute(only, showTraces) == 0 ? 0 : 1;
    }

    private static SearchResult Search(Scene scene)
    {
        var search = new BreadthFirst(scene);
        var started = TimeProvider.System.GetTimestamp();
        var result = search.Run(MostStates);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var verdict =
            result.Refuted is { } refuted ? $"BROKEN: {refuted.Violation}"
            : result.IsFull ? ""
            : "NOT FULL";
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {scene.Name, -46} {result.States, 10:N0} {result.Steps, 10:N0} {result.Depth, 5} {result.EngineSteps, 15:N0} {seconds, 6:0.0} {verdict}"
            )
        );
        foreach (var line in result.Refuted is { } told ? search.Tell(told) : [])
        {
            Console.WriteLine(line);
        }

        return result;
    }

    private static int Refute(string only, bool showTraces)
    {
        var alive = 0;
        var refuter = new Refuter();
        Console.WriteLine("What is never done, done all the same:");
        foreach (var never in Never.All.Where(never => never.Name.Contains(only, StringComparison.Ordinal)))
        {
            var trace = refuter.Refute(never);
            alive += trace is null ? 1 : 0;
            Console.WriteLine(
                trace is null
                    ? $"  NOT REFUTED    {never.Name}"
                    : string.Create(CultureInfo.InvariantCulture, $"  {trace.Count - 1, 3} steps  {never.Name}")
            );
            foreach (var line in showTraces ? trace ?? [] : trace?.TakeLast(1) ?? [])
            {
                Console.WriteLine($"        {line}");
            }
        }

        return alive;
    }

    private static long Peak()
    {
        using var me = System.Diagnostics.Process.GetCurrentProcess();
        return me.PeakWorkingSet64 >> 20;
    }
}
