using EventRecovery.Claims;
using EventRecovery.Replay.Running;
using EventRecovery.Simulation.Faults;

namespace EventRecovery.Simulation.Running;

/// <summary>What a history is like, drawn from its seed: small enough to run thousands, crowded enough for races.</summary>
internal sealed class Scenario
{
    public Scenario(Random dice, Chaos chaos)
    {
        SourceShards = dice.Next(1, 3);
        ErrorShards = dice.Next(1, 3);
        Events = dice.Next(12, 36);
        BatchSize = dice.Next(2, 12);
        ChunkEvents = dice.Next(3) == 0 ? dice.Next(2, 8) : 10_000;
        Layout = new ClaimLayout(
            1 << dice.Next(3),
            TimeSpan.FromMinutes(dice.Next(1, 5) * (dice.Next(2) == 0 ? 1 : 5))
        );
        HasHotKey = chaos.IsEnabled(Fault.HotKey);
        EmptyPages = chaos.IsEnabled(Fault.EmptyPages) ? dice.Next(1, 3) : 0;
        Retention = TimeSpan.FromHours(chaos.IsEnabled(Fault.TrimmedDuringReplay) ? 1 : 24);
        Pause = TimeSpan.FromSeconds(dice.Next(5, 40));
        Spread = dice.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(dice.Next(1, 6));
        StartsWithReplay = dice.Next(4) == 0;
        EventsPerObject = dice.Next(2) == 0 ? 0 : dice.Next(1, 9);
        Replay = new ReplayOptions
        {
            PageRecords = dice.Next(2, 12),
            BatchRecords = dice.Next(2, 12),
            CheckpointRecords = dice.Next(2, 20),
            Parallelism = dice.Next(1, 4),
            ReadShare = 0.8,
            Patience = TimeSpan.FromMinutes(2),
        };
    }

    public int SourceShards { get; }

    public int ErrorShards { get; }

    public int Events { get; }

    public int BatchSize { get; }

    public int ChunkEvents { get; }

    public ClaimLayout Layout { get; }

    public bool HasHotKey { get; }

    public int EmptyPages { get; }

    public TimeSpan Retention { get; }

    /// <summary>Between two events, at most.</summary>
    public TimeSpan Pause { get; }

    /// <summary>
    /// The mapping of the error stream was disabled until the fix was out, and is enabled just when somebody starts a replay: both go
    /// through the same events at once.
    /// </summary>
    public bool StartsWithReplay { get; }

    /// <summary>
    /// How far the clocks of producers are apart: so far may an event's own time be behind its arrival, and the events of a batch lie in
    /// several claim logs, one among the other.
    /// </summary>
    public TimeSpan Spread { get; }

    /// <summary>Where runs keep their results; 0 where they keep none.</summary>
    public int EventsPerObject { get; }

    public ReplayOptions Replay { get; }

    public TimeSpan ClaimTimeout { get; } = TimeSpan.FromMinutes(16);
}
