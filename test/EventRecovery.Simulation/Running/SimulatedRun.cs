using EventRecovery.Replay;
using EventRecovery.Simulation.Actors;

namespace EventRecovery.Simulation.Running;

/// <summary>A replay that the history has in it.</summary>
internal sealed record SimulatedRun(string Id, ReplayWindow Window, int Edition)
{
    public string Version => Definition.Version.ToString();

    public RunDefinition Definition { get; } =
        new(SourceStreams.Source, Window, Engines.Recalculations[Edition - 1].Version, ReplayMode.Replay);

    /// <summary>Of its results, where it keeps any and is complete.</summary>
    public string? ResultHash { get; set; }

    public int Invocations { get; set; }

    /// <summary>What arrived before had expired when the run was created, and its answers say so.</summary>
    public DateTimeOffset Horizon { get; set; } = DateTimeOffset.MinValue;

    public bool Misses(SourceRecord record) => record.Record.ArrivedAt < Horizon;
}
