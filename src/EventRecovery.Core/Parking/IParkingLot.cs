namespace EventRecovery.Parking;

/// <summary>Sets events aside, durably. Parking the same event again changes nothing but its count of attempts.</summary>
public interface IParkingLot
{
    Task ParkAsync(IReadOnlyList<ParkedEvent> events, CancellationToken cancellationToken);
}
