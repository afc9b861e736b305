namespace EventRecovery.Simulation.Scale;

/// <param name="Invocations">Of the Replayer.</param>
/// <param name="BusySeconds">Of all invocations together.</param>
/// <param name="PerEvent">Pages that one step of the simulation stands for.</param>
internal sealed record ScaleResult(
    double Seconds,
    long Invocations,
    double BusySeconds,
    double WriteUnits,
    double ReadUnits,
    long PerEvent,
    IReadOnlyList<Limit> Limits
)
{
    public double Hours => Seconds / 3600;
}
