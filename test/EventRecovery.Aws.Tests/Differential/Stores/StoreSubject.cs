using System.Globalization;
using Amazon.DynamoDBv2;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Parking;
using EventRecovery.Replay;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Audit;
using EventRecovery.Testing.Claims;
using EventRecovery.Testing.Engine;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Replay;
using EventRecovery.Testing.Versions;

namespace EventRecovery.Aws.Tests.Differential.Stores;

/// <summary>The stores in memory, beside the product's own on the simulation's table and on dynalite.</summary>
internal sealed class StoreSubject(Cloud cloud) : Subject<StoreSystem>
{
    /// <summary>None; some; more than an item takes, so that it goes to the object store.</summary>
    private static readonly int[] ParkedBytes = [0, 10, DynamoParkedEvents.MaxInlineBytes + 1];

    private static int opened;

    /// <summary>None: a store hides what its database lacks.</summary>
    public override IReadOnlyList<KnownDifference<StoreSystem>> Known => [];

    protected override int Length => 40;

    public override async Task<IReadOnlyList<Side<StoreSystem>>> OpenAsync(CancellationToken token)
    {
        var name = NameOf(Interlocked.Increment(ref opened));
        await RecoveryTableSetup.EnsureAsync(cloud.Clients.DynamoDb, name, TimeProvider.System, token);
        return
        [
            new("in memory", InMemory()),
            new("simulation", On(TableProxy.Create().Client, name)),
            new("dynalite", On(cloud.Clients.DynamoDb, name)),
        ];
    }

    public override Task CloseAsync(IReadOnlyList<Side<StoreSystem>> sides, CancellationToken token) =>
        Task.CompletedTask;

    protected override Step<StoreSystem> Draw(Random dice)
    {
        int Of(int count) => dice.Next(count);
        var (owner, thing) = (Of(2), Of(2));
        return Of(30) switch
        {
            0 or 1 => new AppendPage(thing, Of(4) + 1, Of(5), Of(20)),
            2 => new WriteDone(thing, Of(4) + 1, Of(20) + 1, Of(3) + 1),
            3 or 4 => new ReadLog(thing, Of(4) + 1),
            5 => new ReadDone(thing, Of(4) + 1),
            6 => new GetOrCreateLayout(thing, 1 << Of(4), Of(5) + 1),
            7 or 8 => new Look(owner, thing),
            9 or 10 => new Acquire(owner, thing),
            11 or 12 => new SaveCheckpoint(owner, thing, (Progress)Of(5), Of(4) == 0),
            13 => new LoadCheckpoints(),
            14 => new CreateRun(Of(3), Of(4)),
            15 => new FindRun(owner, Of(3)),
            16 or 17 => new SaveRun(owner, Of(3), (RunState)Of(6)),
            18 => new ListRuns(),
            19 or 20 => new Park(Of(Places.Count), ParkedBytes[Of(3)], Of(2) == 0 ? "schema" : "code"),
            21 => new FindParked(Of(Places.Count), Of(Places.Count)),
            22 => new Resolve(Of(Places.Count), (ParkedState)(Of(2) + 1)),
            23 => new ListParked(Of(Places.Count)),
            24 => Of(2) == 0 ? new NoteMark(owner, thing, Of(9)) : new ListMarks(owner),
            25 => new NoteWindow(owner, Of(40) - 10, Of(9)),
            26 => new ListWindows(owner, Of(40) - 10, Of(30)),
            27 => new FindVersions(owner, thing),
            28 => new SaveVersions(owner, thing, Of(4)),
            _ => new ListVersions(),
        };
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"stores-{number}");

    private static StoreSystem InMemory()
    {
        var parking = new InMemoryParking();
        return new StoreSystem
        {
            Claims = new InMemoryClaimStore(),
            Layouts = new InMemoryClaimLayouts(),
            Checkpoints = new InMemoryCheckpointStore(),
            Runs = new InMemoryRunStore(),
            Lot = parking,
            Parked = parking,
            Marks = new InMemoryHighWaterMarks(),
            Ledger = new InMemoryCompletenessLedger(),
            Versions = new InMemoryVersionStore(),
        };
    }

    private static StoreSystem On(IAmazonDynamoDB client, string name)
    {
        var table = new RecoveryTable(client, name, new RecoveryMetrics());
        var parking = new DynamoParkedEvents(table, new InMemoryObjectStore(), TimeProvider.System);
        return new StoreSystem
        {
            Claims = new DynamoClaimStore(table, TimeProvider.System),
            Layouts = new DynamoClaimLayouts(table),
            Checkpoints = new DynamoCheckpointStore(table),
            Runs = new DynamoRunStore(table),
            Lot = parking,
            Parked = parking,
            Marks = new DynamoHighWaterMarks(table),
            Ledger = new DynamoCompletenessLedger(table),
            Versions = new DynamoVersionStore(table),
        };
    }
}
