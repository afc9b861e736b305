namespace EventRecovery.Simulation.Model.Processes;

internal enum LocalEventKind : byte
{
    /// <summary>The event source invokes with all records from one on.</summary>
    Start,

    /// <summary>An operation was answered.</summary>
    Answer,

    /// <summary>The event source took note of the end.</summary>
    Acknowledged,

    /// <summary>The invocation stops where it is, and another may start beside it.</summary>
    Freeze,

    /// <summary>The frozen one came to its end, and nobody listens.</summary>
    Thawed,
}

/// <summary>Something that happens to a process, and makes it run on.</summary>
/// <param name="Epoch">The time, in claim time-outs.</param>
internal readonly record struct LocalEvent(
    LocalEventKind Kind,
    int Epoch,
    int From = 0,
    bool OfFrozen = false,
    bool DeadlinePasses = false,
    Response Response = default
);
