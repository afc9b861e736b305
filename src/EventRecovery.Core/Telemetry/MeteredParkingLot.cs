using EventRecovery.Parking;

namespace EventRecovery.Telemetry;

/// <summary>Counts what is parked, by reason.</summary>
public sealed class MeteredParkingLot(IParkingLot inner, RecoveryMetrics metrics) : IParkingLot
{
    public async Task ParkAsync(IReadOnlyList<ParkedEvent> events, CancellationToken cancellationToken)
    {
        await inner.ParkAsync(events, cancellationToken);
        foreach (var parked in events)
        {
            metrics.Parked(parked.Reason);
        }
    }
}
