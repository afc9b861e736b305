using EventRecovery.Claims;
using EventRecovery.Fuzzing.Corpus;
using EventRecovery.Streams;
using EventRecovery.Testing.Kpl;

namespace EventRecovery.Fuzzing.Mutations;

/// <summary>Sound inputs whose parts are seldom seen: empty, huge in number, alike, at the ends of their ranges.</summary>
internal static class OddParts
{
    private const int MostParts = 60;

    private static readonly UInt128?[] HashKeys = [null, UInt128.Zero, UInt128.MaxValue, UInt128.MaxValue / 2];

    private static readonly string[] Names = ["", "k", "shardId-000000000000", "ß😀\0", new('n', 256), "a\nb"];

    private static readonly DateTimeOffset[] Times =
    [
        DateTimeOffset.MinValue,
        DateTimeOffset.UnixEpoch,
        SomeInputs.Hour,
        DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()),
    ];

    public static byte[] Aggregate(Random random)
    {
        var aggregator = new KplAggregator();
        for (var left = random.Next(MostParts); left > 0; left--)
        {
            var data = random.Next(2) == 0 ? [] : SomeInputs.Events[random.Next(SomeInputs.Events.Length)];
            aggregator.Add(Names[random.Next(Names.Length)], data, HashKeys[random.Next(HashKeys.Length)]);
        }

        return aggregator.ToRecord();
    }

    public static byte[] Page(Random random)
    {
        var events = Enumerable.Range(0, random.Next(MostParts)).Select(_ => Word(random)).Distinct().Order();
        return ClaimPageFormat.Write(
            new ClaimPage(
                random.Next(10) == 0 ? random.Next() : 1,
                new Writer(new Lineage(Name(random)), new StreamName(Name(random)), new ShardId(Name(random))),
                Times[random.Next(Times.Length)],
                Word(random),
                [.. events.Select(word => new ClaimEntry(new EventDigest(word), new SourceDigest((ulong)word)))]
            )
        );
    }

    private static string Name(Random random) => Names[random.Next(Names.Length)];

    private static UInt128 Word(Random random) =>
        random.Next(8) switch
        {
            0 => UInt128.Zero,
            1 => UInt128.MaxValue,
            _ => new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()),
        };
}
