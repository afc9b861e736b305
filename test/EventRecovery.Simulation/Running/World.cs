using EventRecovery.Claims;
using EventRecovery.Recalculation;
using EventRecovery.Simulation.Actors;
using EventRecovery.Simulation.Checks;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Scheduling;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Streams;

namespace EventRecovery.Simulation.Running;

/// <summary>All that one history is made of.</summary>
internal sealed class World
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public World(int seed, bool keepStory, string? mutant)
    {
        Mutant = mutant;
        Dice = new Random(seed);
        Thread = new VirtualThread(Start);
        Story = new Story(() => Thread.Now, keepStory);
        Chaos = new Chaos(Dice, Story);
        Scenario = new Scenario(Dice, Chaos);
        Ledger = new Ledger(this);
        Table = new SimulatedTable(() => Thread.Now, pageBytes: Dice.Next(2) == 0 ? 600 : 1024 * 1024)
        {
            Writing = Ledger.Writing,
            OlderStateAtHand = () => Chaos.Note(Fault.OlderStateAtHand),
        };
        Streams = new SourceStreams(
            Thread,
            Story,
            new InMemoryKinesisOptions { EmptyPages = Scenario.EmptyPages, Retention = Scenario.Retention }
        );
        Wire = new Wire(this);
        Weather = new Weather(this);
        EventSource = new EventSource(this);
        Rivals = new Rivals(this);
    }

    public string? Mutant { get; }

    public Random Dice { get; }

    public VirtualThread Thread { get; }

    public Story Story { get; }

    public Chaos Chaos { get; }

    public Scenario Scenario { get; }

    public Ledger Ledger { get; }

    public SimulatedTable Table { get; }

    public SourceStreams Streams { get; }

    public InMemoryObjectStore Bucket { get; } = new();

    public Wire Wire { get; }

    public Weather Weather { get; }

    public EventSource EventSource { get; }

    public Rivals Rivals { get; }

    /// <summary>Nobody listens to it, so histories may share it.</summary>
    public RecoveryMetrics Metrics { get; } = Unheard;

    public Dictionary<string, SimulatedRun> Runs { get; } = [];

    /// <summary>Invocations of the Replayer under way.</summary>
    public int RunsAtWork { get; set; }

    /// <summary>Where poison lies.</summary>
    public HashSet<SourceDigest> Poison { get; } = [];

    public IReadOnlyList<string> Versions { get; } =
    [.. Engines.Recalculations.Select(known => known.Version.ToString())];

    /// <summary>What a function environment runs that is started now: at times the new version, at times the old one again.</summary>
    public IRecalculation CurrentRecalculation =>
        Engines.Recalculations[Chaos.Strikes(Fault.TwoVersions, 0.15) ? 1 : 0];

    private static RecoveryMetrics Unheard { get; } = new();

    /// <summary>Sets a process's clock wrong, or steps it back.</summary>
    public void Skew(SimulatedProcess process)
    {
        if (Chaos.Strikes(Fault.ClockSkew, 0.2))
        {
            process.Clock.Skew = TimeSpan.FromSeconds(Dice.Next(-600, 601));
        }
    }
}
