using EventRecovery.Audit.Ledger;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Parking;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Testing.Audit;
using EventRecovery.Testing.Claims;
using EventRecovery.Testing.Engine;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Replay;
using EventRecovery.Testing.Versions;
using EventRecovery.Versions;

namespace EventRecovery.Aws.Tests.DynamoDb;

public sealed class DynamoClaimStoreTests(Cloud cloud) : ClaimStoreContract
{
    protected override IClaimStore Store { get; } = new DynamoClaimStore(cloud.Table(), TimeProvider.System);
}

public sealed class DynamoClaimLayoutsTests(Cloud cloud) : ClaimLayoutsContract
{
    protected override IClaimLayouts Layouts { get; } = new DynamoClaimLayouts(cloud.Table());
}

public sealed class DynamoParkedEventsTests(Cloud cloud) : ParkingContract
{
    private readonly DynamoParkedEvents parking = new(cloud.Table(), new InMemoryObjectStore(), TimeProvider.System);

    protected override IParkingLot Lot => parking;

    protected override IParkedEvents Parked => parking;
}

public sealed class DynamoHighWaterMarksTests(Cloud cloud) : HighWaterMarksContract
{
    protected override IHighWaterMarks Marks { get; } = new DynamoHighWaterMarks(cloud.Table());
}

public sealed class DynamoCheckpointStoreTests(Cloud cloud) : CheckpointStoreContract
{
    protected override ICheckpointStore Store { get; } = new DynamoCheckpointStore(cloud.Table());
}

public sealed class DynamoRunStoreTests(Cloud cloud) : RunStoreContract
{
    protected override IRunStore Store { get; } = new DynamoRunStore(cloud.Table());
}

public sealed class DynamoCompletenessLedgerTests(Cloud cloud) : CompletenessLedgerContract
{
    protected override ICompletenessLedger Ledger { get; } = new DynamoCompletenessLedger(cloud.Table());
}

public sealed class DynamoVersionStoreTests(Cloud cloud) : VersionStoreContract
{
    protected override IVersionStore Store { get; } = new DynamoVersionStore(cloud.Table());
}
