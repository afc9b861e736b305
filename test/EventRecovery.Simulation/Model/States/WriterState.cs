namespace EventRecovery.Simulation.Model.States;

/// <summary>One writer: its process, and what its event source knows.</summary>
/// <param name="Local">The process' state among <see cref="Processes.LocalStates"/>.</param>
/// <param name="Checkpoint">Records that were acknowledged.</param>
internal readonly record struct WriterState(
    int Local,
    int Checkpoint = 0,
    InvocationState Current = default,
    InvocationState Frozen = default
);

/// <param name="LostAnAnswer">So it may leave a page open, and not know of one.</param>
/// <param name="Held">The answer that is under way, by its number; 0 when there is none.</param>
/// <param name="HeldSince">The epoch in which the operation was carried out.</param>
internal readonly record struct InvocationState(bool LostAnAnswer = false, int Held = 0, int HeldSince = 0);
