using System.Globalization;
using EventRecovery.Simulation.Model;
using EventRecovery.Simulation.Model.Search;

namespace EventRecovery.Simulation.Commands;

/// <summary><c>model</c>: visits every state of the claim protocol.</summary>
internal static class ModelCommand
{
    public static int Run(string[] a)
    {
        var n = int.Parse(a[0], CultureInfo.InvariantCulture);
        var v = a.Skip(1).Select(int.Parse).Concat(Enumerable.Repeat(0, 6)).ToArray();
        var scene = Scene.Of(n, new FaultBudget(v[0], v[1], v[2], v[3], v[4], v[5]));
        var started = TimeProvider.System.GetTimestamp();
        var search = new BreadthFirst(scene); var result = search.Run(20_000_000, (s, f) => Console.Error.WriteLine($"{s} {f}"));
        Console.WriteLine($"{result} {TimeProvider.System.GetElapsedTime(started)} {GC.GetTotalMemory(false) / 1e6:0} MB");
        if (result.Refuted is { } refuted)
        {
            foreach (var line in search.Tell(refuted))
            {
                Console.WriteLine(line);
            }
        }

        return 0;
    }
}
