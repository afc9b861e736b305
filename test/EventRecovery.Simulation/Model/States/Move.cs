using EventRecovery.Simulation.Model.Processes;

namespace EventRecovery.Simulation.Model.States;

internal enum MoveKind : byte
{
    /// <summary>The event source invokes.</summary>
    Start,

    /// <summary>An operation is carried out, and answered at once unless the course says otherwise.</summary>
    Operation,

    /// <summary>An answer that was under way arrives.</summary>
    Arrive,
    Crash,
    Freeze,
    GoBack,
    Timeout,
}

/// <summary>What may become of an operation.</summary>
internal enum Course : byte
{
    Normal,

    /// <summary>Carried out; the answer is under way until after the next claim time-out.</summary>
    Slow,
    RequestLost,
    AnswerLost,

    /// <summary>The client's own retry of a write that had succeeded fails its condition.</summary>
    OwnRetryFails,

    /// <summary>PutRecords accepts all entries but one.</summary>
    OneRefused,

    /// <summary>A read that is not strong misses the newest.</summary>
    Stale,
}

/// <summary>A step of the search.</summary>
/// <param name="OfFrozen">Taken by the writer's frozen invocation.</param>
/// <param name="Refused">The record that PutRecords refuses, of that course.</param>
/// <param name="DeadlinePasses">The answer comes after the deadline.</param>
internal readonly record struct Move(
    MoveKind Kind,
    int Writer = 0,
    bool OfFrozen = false,
    Operation? Operation = null,
    Course Course = Course.Normal,
    int Refused = 0,
    bool DeadlinePasses = false
)
{
    /// <summary>Whether it happens of itself when no fault strikes any more.</summary>
    public bool IsFaultless =>
        !DeadlinePasses
        && (
            Kind is MoveKind.Start or MoveKind.Arrive or MoveKind.Timeout
            || (Kind == MoveKind.Operation && Course == Course.Normal)
        );
}

/// <param name="Violation">The promise that the move breaks; null when it keeps all.</param>
internal readonly record struct Successor(Move Move, ModelState State, string? Violation);
