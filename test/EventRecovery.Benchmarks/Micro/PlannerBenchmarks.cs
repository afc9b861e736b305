using BenchmarkDotNet.Attributes;
using EventRecovery.Benchmarks.Summary;
using EventRecovery.Replay.Planning;

namespace EventRecovery.Benchmarks.Micro;

/// <summary>Which shards a replay begins with, beside the listing alone put into its lineage.</summary>
public class PlannerBenchmarks
{
    private object lineage = null!;

    [Params(1_000, 10_000)]
    public int Shards { get; set; }

    [GlobalSetup]
    public void List() => lineage = SomeShards.Lineage(Shards);

    [Benchmark(Baseline = true, Description = "the lineage of the listing")]
    public object Lineage() => SomeShards.Lineage(Shards);

    [Benchmark]
    public void Plan() => SomeShards.Plan((ShardLineage)lineage);
}
