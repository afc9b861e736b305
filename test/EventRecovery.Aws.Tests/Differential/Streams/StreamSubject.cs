using System.Globalization;
using EventRecovery.Streams;
using EventRecovery.Testing.Streams;

namespace EventRecovery.Aws.Tests.Differential.Streams;

/// <summary>Kinesis in memory beside kinesis-local behind the product's adapters.</summary>
internal sealed class StreamSubject(Cloud cloud) : Subject<StreamSystem>
{
    private const int Shards = 6;
    private static int opened;

    /// <summary>
    /// No record, and one without bytes. Full calls and a MiB take kinesis-local seconds, up to more than the client waits: such a limit has its
    /// known difference's own trace, if any.
    /// </summary>
    private static readonly Put[] OddPuts = [new(0, 0, 4), new(0, 1, 0)];

    public override IReadOnlyList<KnownDifference<StreamSystem>> Known => StreamDifferences.All;

    protected override int Length => 24;

    public override async Task<IReadOnlyList<Side<StreamSystem>>> OpenAsync(CancellationToken token)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"differential-{Interlocked.Increment(ref opened)}");
        var stream = new StreamName(name);
        Side<StreamSystem>[] sides =
        [
            new("in memory", new StreamInMemory(stream, new InMemoryKinesis(TimeProvider.System))),
            new("kinesis-local", new StreamOnEmulator(stream, cloud.Clients.Kinesis)),
        ];
        foreach (var side in sides)
        {
            await side.System.CreateAsync(shards: 2, token);
        }

        return sides;
    }

    public override async Task CloseAsync(IReadOnlyList<Side<StreamSystem>> sides, CancellationToken token)
    {
        foreach (var side in sides)
        {
            await side.System.DeleteAsync(token);
        }
    }

    protected override Step<StreamSystem> Draw(Random dice) =>
        dice.Next(100) switch
        {
            < 23 => new Put(dice.Next(8), dice.Next(1, 6), dice.Next(4, 20)),
            < 24 => OddPuts[dice.Next(OddPuts.Length)],
            < 27 => new PutOddly((OddKey)dice.Next(5)),
            < 38 => new ReadShard(dice.Next(Shards), dice.Next(1, 12)),
            < 50 => new Open(dice.Next(Shards), (OpenAt)dice.Next(3), dice.Next(20)),
            < 68 => new Read(dice.Next(4) == 0 ? dice.Next(9) : 0, dice.Next(1, 5)),
            < 69 => new Read(0, dice.Next(2) == 0 ? 0 : 10_001),
            < 70 => new Read(0, 10_000),
            < 72 => new ReadForged(),
            < 81 => new ReadFrom(
                dice.Next(20),
                dice.Next(5) == 0 ? (Beside)dice.Next(2, 4) : (Beside)dice.Next(2),
                dice.Next(1, 8)
            ),
            < 87 => new Split(dice.Next(Shards), dice.Next(3) == 0 ? (SplitAt)dice.Next(5) : SplitAt.Middle),
            < 91 => new Merge(dice.Next(Shards), dice.Next(Shards)),
            < 97 => new List(),
            < 99 => new Describe(),
            _ => new CreateAgain(dice.Next(1, 4)),
        };
}
