using EventRecovery.Replay;
using EventRecovery.Replay.Planning;
using EventRecovery.Streams;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>Shards as Kinesis lists them, half of them children of the others.</summary>
internal static class SomeShards
{
    public static ShardLineage Lineage(int count)
    {
        var width = UInt128.MaxValue / (UInt128)count;
        return ShardLineage.Of([
            .. Enumerable
                .Range(0, count)
                .Select(i => new ShardDescription(
                    new ShardId($"shardId-{i:D12}"),
                    i >= count / 2 ? new ShardId($"shardId-{i - (count / 2):D12}") : null,
                    AdjacentParent: null,
                    new HashKeyRange(width * (UInt128)i, (width * (UInt128)(i + 1)) - 1),
                    SomeRecords.Sequence(i),
                    i >= count / 2 ? null : SomeRecords.Sequence(i + count)
                )),
        ]);
    }

    public static void Plan(ShardLineage lineage)
    {
        var window = new ReplayWindow(SomeRecords.At, SomeRecords.At.AddHours(1));
        ReplayPlanner.Plan(lineage, window, [], attempt: 1, SomeRecords.At.AddHours(2));
    }
}
