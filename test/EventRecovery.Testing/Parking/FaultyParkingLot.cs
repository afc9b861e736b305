using EventRecovery.Parking;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Testing.Parking;

/// <summary>A parking lot as one process sees it: with that process's faults around each call.</summary>
public sealed class FaultyParkingLot(IParkingLot inner, IFaults faults) : IParkingLot
{
    public Task ParkAsync(IReadOnlyList<ParkedEvent> events, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.Park,
            events.Count == 0 ? "" : events[0].Source.ToString(),
            () => inner.ParkAsync(events, cancellationToken),
            cancellationToken
        );
}
