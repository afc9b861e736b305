using System.Globalization;
using EventRecovery.Simulation.Scale;

namespace EventRecovery.Benchmarks.Scale;

/// <summary>What to ask for, of oneself or of AWS, when a limit binds.</summary>
internal static class Advice
{
    public static string For(string limit, ScaleRow row) =>
        limit switch
        {
            "workers" when row.Workers < AwsLimits.ConcurrentExecutions =>
                "`maxConcurrency` and `ReplayerConcurrency`; above 900, Lambda's concurrent executions",
            "workers" => "Lambda: concurrent executions above 1,000",
            "`--rate`" => "`--rate`",
            "share of the shard's reads" => "nothing: live readers keep the rest",
            "live readers" => "enhanced fan-out for the live readers",
            "table's writes" => string.Create(
                CultureInfo.InvariantCulture,
                $"DynamoDB: writes of a table above {row.TableWriteUnitsPerSecond:N0}/s"
            ),
            "recovered stream" => "Kinesis: shards, or on-demand throughput, of the recovered stream",
            "run's partition" => "nothing: replay without `--max-write-units`",
            _ => "`--rate` and the recovered stream together",
        };
}
