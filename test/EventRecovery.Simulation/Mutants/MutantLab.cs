using System.Reflection;
using System.Runtime.Loader;

namespace EventRecovery.Simulation.Mutants;

/// <summary>Where mutants live: the simulation and all that it uses, loaded a second time, upon the mutated core.</summary>
internal sealed class MutantLab
{
    public const int MostSeeds = 1_000;

    // Half a minute of work on a busy machine, and the same for every lab.
    private static readonly Lazy<byte[]> Core = new(MutatedCore.Compile);

    private readonly MethodInfo run;
    private readonly PropertyInfo active;

    public MutantLab()
    {
        var context = new LabContext(Core.Value);
        var simulation = context.LoadFromAssemblyName(typeof(MutantHost).Assembly.GetName());
        run = simulation.GetType(typeof(MutantHost).FullName!)!.GetMethod(nameof(MutantHost.Run))!;
        var core = context.LoadFromAssemblyName(new AssemblyName("EventRecovery.Core"));
        active = core.GetType("EventRecovery.Mutation")!.GetProperty("Active")!;
    }

    /// <summary>What the simulation says of the mutant in one history; null when it survives.</summary>
    public string? Try(Mutant mutant, int seed)
    {
        active.SetValue(null, mutant.Name);
        return (string?)run.Invoke(null, [seed, mutant.Name]);
    }

    /// <summary>The first seed that kills it, its hint first; null when none does.</summary>
    public (int Seed, string Why)? Kill(Mutant mutant, int from = 1)
    {
        foreach (var seed in Enumerable.Range(from, MostSeeds).Prepend(mutant.KilledBy))
        {
            if (Try(mutant, seed) is { } why)
            {
                return (seed, why);
            }
        }

        return null;
    }

    /// <summary>What a public static method of the simulation returns while a mutant is alive; it takes and gives only what both copies know.</summary>
    public object? Call(string mutant, Type host, string method, params object[] arguments)
    {
        active.SetValue(null, mutant);
        return run.DeclaringType!.Assembly.GetType(host.FullName!)!.GetMethod(method)!.Invoke(null, arguments);
    }

    private sealed class LabContext(byte[] core) : AssemblyLoadContext("mutants")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var name = assemblyName.Name!;
            if (name == "EventRecovery.Core")
            {
                using var image = new MemoryStream(core);
                return LoadFromStream(image);
            }

            // Whatever refers to the core must refer to this one.
            return name.StartsWith("EventRecovery.", StringComparison.Ordinal)
                ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
                : null;
        }
    }
}
