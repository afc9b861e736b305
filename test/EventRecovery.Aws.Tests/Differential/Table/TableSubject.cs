using System.Globalization;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Simulation.Cloud;

namespace EventRecovery.Aws.Tests.Differential.Table;

/// <summary>The table of the simulation beside dynalite, both behind the product's one door to DynamoDB.</summary>
internal sealed class TableSubject(Cloud cloud) : Subject<TableSystem>
{
    private static readonly string[] States = ["Parked", "Retried", "Discarded"];

    /// <summary>From all, from a page on, from a prefix on, from behind everything.</summary>
    private static readonly string[] Starts = [" ", "0000000001", "0000000002", "shard#", "\uFF21", "\U0010FFFF"];

    private static int opened;

    public override IReadOnlyList<KnownDifference<TableSystem>> Known => TableDifferences.All;

    protected override int Length => 25;

    public override async Task<IReadOnlyList<Side<TableSystem>>> OpenAsync(CancellationToken token)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"differential-{Interlocked.Increment(ref opened)}");
        await RecoveryTableSetup.EnsureAsync(cloud.Clients.DynamoDb, name, TimeProvider.System, token);
        var simulated = TableProxy.Create().Client;
        return
        [
            new("simulation", new TableSystem(metrics => new RecoveryTable(simulated, name, metrics))),
            new("dynalite", new TableSystem(metrics => new RecoveryTable(cloud.Clients.DynamoDb, name, metrics))),
        ];
    }

    public override async Task CloseAsync(IReadOnlyList<Side<TableSystem>> sides, CancellationToken token)
    {
        await cloud.Clients.DynamoDb.DeleteTableAsync(sides[^1].System.Table.Name, token);
        foreach (var side in sides)
        {
            side.System.Dispose();
        }
    }

    protected override Step<TableSystem> Draw(Random dice)
    {
        var (partition, sort) = (dice.Next(Keys.Partitions), dice.Next(Keys.Count));
        var isWide = sort >= Keys.FirstWide; // whose size dynalite gets wrong
        return dice.Next(100) switch
        {
            < 40 => new PutItem(
                partition,
                sort,
                isWide ? Content.Plain : Draw<Content>(dice),
                dice.Next(10),
                Draw<If>(dice)
            ),
            < 45 => new PutItem(partition, sort, isWide ? Content.Nested : Content.Large, dice.Next(10), If.Always),
            < 55 => new UpdateFirstTime(partition, sort, isWide ? Content.Plain : Draw<Content>(dice)),
            < 65 => new UpdateState(partition, sort, States[dice.Next(3)], States[dice.Next(3)]),
            < 80 => new Get(partition, sort),
            _ => new Query(partition, Starts[dice.Next(Starts.Length)]),
        };
    }

    private static T Draw<T>(Random dice)
        where T : struct, Enum => Enum.GetValues<T>()[dice.Next(Enum.GetValues<T>().Length)];
}
