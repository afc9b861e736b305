namespace EventRecovery.Simulation.Model;

/// <summary>How often each fault may strike in one execution; when and whom is the search's choice.</summary>
/// <param name="Crashes">A process dies and loses its memory; its event source delivers from the checkpoint again.</param>
/// <param name="LostAnswers">A request or its answer is lost after all of the client's own retries, or one entry of a call is refused.</param>
/// <param name="Timeouts">The claim time-out passes: every page that was written before is old from now on.</param>
/// <param name="Freezes">
/// An invocation freezes in the middle, the event source gives it up and invokes the same environment again, and the frozen one may
/// thaw at any time.
/// </param>
/// <param name="Deadlines">An invocation's deadline passes.</param>
/// <param name="GoesBack">An event source begins again at its first record.</param>
internal readonly record struct FaultBudget(
    int Crashes = 0,
    int LostAnswers = 0,
    int Timeouts = 0,
    int Freezes = 0,
    int Deadlines = 0,
    int GoesBack = 0
);
