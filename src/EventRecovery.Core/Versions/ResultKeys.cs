using System.Globalization;
using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Versions;

/// <summary>
/// Names of what a run leaves in object storage. They say where in the run's window their content stands, never when it was
/// written, so a repeat writes the same bytes under the same name.
/// <code>
///   results/pricing-bug/manifest.json
///   results/pricing-bug/shardId-000000000003/000000004000.jsonl.gz   events 4,000 and on of that shard
///   results/pricing-bug/shardId-000000000003/000000008000-7.jsonl.gz the same, behind a gap, by the seventh to have the shard
///   results/pricing-bug/shardId-000000000003/shard.json
///   results/pricing-bug/trial.json                                what a trial came to
///   results/pricing-bug/shardId-000000000003/trial.gz            what it saw of that shard
///   results/pricing-bug/shardId-000000000003/seen.bin            which events it met there, to know a copy
///   drafts/pricing-bug/shardId-000000000003/4968…2514.gz             what is not a whole object yet; may be deleted after the run
/// </code>
/// </summary>
internal static class ResultKeys
{
    public static string Manifest(RunId run) => $"{Folder(run)}manifest.json";

    public static string Shard(RunId run, ShardId shard) => $"{Folder(run)}{shard}/shard.json";

    public static string Object(RunId run, ShardId shard, long firstEvent, ResultBranch? branch)
    {
        var behindGap = branch is null ? "" : string.Create(CultureInfo.InvariantCulture, $"-{branch.Fence}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Folder(run)}{shard}/{firstEvent:D12}{behindGap}.jsonl.gz"
        );
    }

    public static string Draft(RunId run, ShardId shard, RecordPosition position) =>
        $"drafts/{run}/{shard}/{position.ToString().Replace('/', '.')}.gz";

    public static string Trial(RunId run) => $"{Folder(run)}trial.json";

    public static string ShardTrial(RunId run, ShardId shard) => $"{Folder(run)}{shard}/trial.gz";

    public static string TrialDraft(RunId run, ShardId shard, RecordPosition position) =>
        $"drafts/{run}/{shard}/{position.ToString().Replace('/', '.')}.trial.gz";

    public static string Seen(RunId run, ShardId shard) => $"{Folder(run)}{shard}/seen.bin";

    public static string SeenDraft(RunId run, ShardId shard, RecordPosition position) =>
        $"drafts/{run}/{shard}/{position.ToString().Replace('/', '.')}.seen";

    private static string Folder(RunId run) => $"results/{run}/";
}
