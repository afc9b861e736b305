namespace EventRecovery.Replay;

/// <summary>What a run does with the events of its window.</summary>
public enum ReplayMode
{
    /// <summary>Says what a replay would read, write and cost. Changes nothing.</summary>
    Plan,

    /// <summary>Recalculates and compares, and publishes nothing.</summary>
    Trial,

    /// <summary>Recovers and publishes.</summary>
    Replay,
}
