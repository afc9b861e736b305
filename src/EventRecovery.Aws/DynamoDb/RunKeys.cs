using System.Globalization;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>Keys of what belongs to runs.</summary>
internal static class RunKeys
{
    /// <summary>Lists the runs, in order of creation: the runs themselves are spread over partitions.</summary>
    public const string ListPartition = "runs";

    public static string Partition(RunId run) => $"run#{run}";

    public static ItemKey Run(RunId run) => new(Partition(run), "meta");

    public static ItemKey Checkpoint(RunId run, ShardKey shard) => new(Partition(run), shard.ToString());

    public static ItemKey ListEntry(ReplayRun run) =>
        new(
            ListPartition,
            string.Create(CultureInfo.InvariantCulture, $"{run.CreatedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}#{run.Id}")
        );
}
