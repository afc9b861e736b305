using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;

namespace EventRecovery.Replay.Costs;

/// <summary>From a few pages to the whole window: pure. Shards that were not looked into are taken for average ones.</summary>
public static class CostEstimator
{
    private const int EntryBytes = 24;
    private const int PageHeadBytes = 300;
    private const int WriteUnitBytes = 1024;
    private const int PayloadUnitBytes = 25 * 1024;
    private const int RecordsPerPut = 500;
    private const int BytesPerPut = 5 * 1024 * 1024;
    private const int RecordsPerPage = 10_000;
    private const int BytesPerPage = 10_000_000;
    private const decimal BytesPerGigabyte = 1_000_000_000;

    /// <summary>Kinesis bills reading what is older than that.</summary>
    private static readonly TimeSpan LongTerm = TimeSpan.FromDays(7);

    public static CostEstimate Estimate(
        ReplayPlan plan,
        IReadOnlyList<SampledSegment> samples,
        ReplayLimits limits,
        CostAssumptions assumptions,
        PriceList prices,
        DateTimeOffset now
    )
    {
        var shards = Loads(plan, samples).ToList();
        var pace = new ReadLimits { Share = assumptions.ReadShare, RecordsPerSecond = limits.RecordsPerSecondPerShard };
        var batches = shards.Sum(shard => Ceiling(shard.Records / assumptions.BatchRecords));
        var records = shards.Sum(shard => shard.Records);
        var bytes = shards.Sum(shard => shard.Bytes);
        var checkpoints = shards.Sum(shard => 2 + Ceiling(shard.Records / assumptions.CheckpointRecords));
        var writeUnits = checkpoints + (batches * UnitsOfBatch(records / Math.Max(1, batches), assumptions));
        var seconds = shards.Sum(shard => shard.Seconds(pace));
        var invocations = shards.Sum(shard => 1 + (long)(shard.Seconds(pace) / assumptions.Invocation.TotalSeconds));
        var outBytes = (records * assumptions.AddedBytes) + bytes;
        var payloadUnits = Math.Ceiling(records == 0 ? 0 : outBytes / records / PayloadUnitBytes) * records;
        var loads = shards.ToDictionary(shard => shard.Shard);
        var bounds = TimeBounds.Of(plan, loads, pace, (records, outBytes), writeUnits, assumptions);
        var reading = TimeSpan.FromSeconds(TimeBounds.Unbounded(plan, loads, pace));
        var estimate = new CostEstimate(
            samples.Sum(sample => sample.Calls),
            (long)records,
            (long)bytes,
            reading > bounds[0].Time ? reading : bounds[0].Time,
            shards.Sum(shard =>
                1 + Math.Max(Ceiling(shard.Records / RecordsPerPage), Ceiling(shard.Bytes / BytesPerPage))
            ),
            Math.Max(Ceiling(records / RecordsPerPut), Ceiling(outBytes / BytesPerPut)),
            writeUnits,
            ReadUnits(shards.Count, seconds),
            checkpoints,
            []
        );
        return estimate with
        {
            Pace = pace,
            Bounds = bounds,
            Region = prices.Region,
            Lines =
            [
                Line(PriceList.DynamoDbWriteUnits, estimate.WriteUnits),
                Line(PriceList.DynamoDbReadUnits, estimate.ReadUnits),
                Line(PriceList.KinesisPutPayloadUnits, (decimal)payloadUnits),
                Line(
                    PriceList.KinesisLongTermRetrievalGigabytes,
                    now - plan.Window.From > LongTerm ? (decimal)bytes / BytesPerGigabyte : 0
                ),
                Line(PriceList.LambdaGigabyteSeconds, (decimal)seconds * assumptions.MemoryGigabytes),
                Line(PriceList.LambdaRequests, invocations),
                Line(PriceList.StepFunctionsTransitions, 2 * invocations),
            ],
        };

        CostLine Line(string name, decimal quantity) => new(name, quantity, prices[name]);
    }

    /// <summary>A page of claims and its done item in each log: as DynamoDB counts, a unit for each kibibyte begun.</summary>
    private static long UnitsOfBatch(double records, CostAssumptions assumptions)
    {
        var entries = records / assumptions.LogsPerBatch;
        return assumptions.LogsPerBatch * (Ceiling(((entries * EntryBytes) + PageHeadBytes) / WriteUnitBytes) + 1);
    }

    /// <summary>Each shard reads its checkpoint and looks every 5 seconds whether the run was cancelled.</summary>
    private static long ReadUnits(int shards, double seconds) => shards + Ceiling(seconds / 5);

    private static IEnumerable<ShardLoad> Loads(ReplayPlan plan, IReadOnlyList<SampledSegment> samples)
    {
        var seen = samples
            .GroupBy(sample => sample.Shard)
            .ToDictionary(
                shard => shard.Key,
                shard => new ShardLoad(
                    shard.Key,
                    shard.Sum(part => part.ExpectedRecords),
                    shard.Sum(part => part.ExpectedBytes)
                )
            );
        var (records, bytes) =
            seen.Count == 0
                ? (0, 0)
                : (seen.Values.Average(load => load.Records), seen.Values.Average(load => load.Bytes));
        return plan.Shards.Select(shard =>
            seen.GetValueOrDefault(shard.Shard.Id) ?? new ShardLoad(shard.Shard.Id, records, bytes)
        );
    }

    private static long Ceiling(double value) => (long)Math.Ceiling(value);
}
