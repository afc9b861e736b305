namespace EventRecovery.Replay;

/// <summary>
/// Where a run stands.
/// <code>
///   planned ──► running ◄──► continues ──► complete
///                  │  ▲           │
///                  ▼  │ resume    ▼
///                failed        cancelled
/// </code>
/// </summary>
public enum RunState
{
    /// <summary>Only a plan: nothing was changed.</summary>
    Planned,

    /// <summary>Work is going on, or may.</summary>
    Running,

    /// <summary>The answer of an invocation that ran out of time: everything is saved, ask again.</summary>
    Continues,

    /// <summary>Every shard of the window was read to its end. Final.</summary>
    Complete,

    /// <summary>Nothing more can be done without a person. Resuming tries again.</summary>
    Failed,

    /// <summary>Stopped by a person. Final; what was recovered stays, and another run does not repeat it.</summary>
    Cancelled,
}
