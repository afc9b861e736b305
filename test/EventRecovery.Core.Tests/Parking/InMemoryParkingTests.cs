using EventRecovery.Testing.Parking;

namespace EventRecovery.Parking;

public sealed class InMemoryParkingTests : ParkingContract
{
    private readonly InMemoryParking parking = new();

    protected override IParkingLot Lot => parking;

    protected override IParkedEvents Parked => parking;
}
