using System.Globalization;
using EventRecovery.Replay;
using EventRecovery.Replay.Costs;
using EventRecovery.Replay.Planning;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Scale;

/// <summary>What the product's planner says of a row, from samples that saw every shard.</summary>
internal static class PlannedReplay
{
    private static readonly DateTimeOffset From = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public static CostEstimate Estimate(ScaleRow row)
    {
        var window = new ReplayWindow(From, From.AddHours(row.Hours));
        var shards = Enumerable.Range(0, row.Shards).Select(Shard).ToList();
        var plan = ReplayPlanner.Plan(ShardLineage.Of(shards), window, [], attempt: 1, window.To.AddHours(1));
        return CostEstimator.Estimate(
            plan,
            [.. shards.Select((shard, number) => Seen(row, window, shard.Id, row.RecordsOf(number)))],
            new ReplayLimits { RecordsPerSecondPerShard = (int)row.Rate },
            CostAssumptions.Default with
            {
                Workers = row.Workers,
                TargetShards = row.TargetShards,
                ReadShare = row.ReadShare,
                TableWriteUnitsPerSecond = (int)row.TableWriteUnitsPerSecond,
            },
            PriceList.Default,
            window.To.AddHours(1)
        );
    }

    private static ShardDescription Shard(int number) =>
        new(
            new ShardId(string.Create(CultureInfo.InvariantCulture, $"shardId-{number:D12}")),
            Parent: null,
            AdjacentParent: null,
            new HashKeyRange((UInt128)number, (UInt128)number),
            new SequenceNumber("1"),
            EndingSequence: null
        );

    private static SampledSegment Seen(ScaleRow row, ReplayWindow window, ShardId shard, double records) =>
        new(
            shard,
            window,
            (long)records,
            (long)(records * row.RecordBytes),
            window.From,
            window.To,
            SawAll: true,
            Calls: 1
        );
}
