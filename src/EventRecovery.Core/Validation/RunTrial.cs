using EventRecovery.Claims;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

/// <summary>Ends a trial: adds up its shards, looks for what is gone, holds it against the gates, and keeps the summary.</summary>
/// <param name="baselineOf">What a run compares with.</param>
internal sealed class RunTrial(
    IObjectStore objects,
    Func<ReplayRun, CancellationToken, Task<ITrialBaseline>> baselineOf
)
{
    private const int MostNamed = 20;

    /// <summary>After the run's results are sealed. May be repeated: it comes to the same.</summary>
    public async Task<TrialSummary> SealAsync(
        ReplayRun run,
        IReadOnlyList<ShardCheckpoint> checkpoints,
        CancellationToken cancellationToken
    )
    {
        var all = new TrialTally();
        foreach (var checkpoint in checkpoints.OrderBy(one => one.Key.Shard.Value, StringComparer.Ordinal))
        {
            var packed = await objects.GetAsync(ResultKeys.ShardTrial(run.Id, checkpoint.Key.Shard), cancellationToken);
            all.Merge(packed is null ? new TrialTally { IsWhole = false } : ShardTrial.Unpack(packed));
        }

        var baseline = await baselineOf(run, cancellationToken);
        var gone = await GoneAsync(run, baseline, cancellationToken);
        var summary = TrialSummaryBuilder.Build(run, all, baseline.Name, gone);
        await objects.PutAsync(ResultKeys.Trial(run.Id), summary.ToJson(), cancellationToken);
        return summary;
    }

    /// <summary>Null when the run is no trial, or not complete.</summary>
    public static async Task<TrialSummary?> FindAsync(
        IObjectStore objects,
        RunId run,
        CancellationToken cancellationToken
    ) => await objects.GetAsync(ResultKeys.Trial(run), cancellationToken) is { } json ? TrialSummary.Read(json) : null;

    private async Task<(long Count, IReadOnlyList<string> Ids)> GoneAsync(
        ReplayRun run,
        ITrialBaseline baseline,
        CancellationToken cancellationToken
    )
    {
        if (baseline.Ids is not { Count: > 0 } ids)
        {
            return (0, []);
        }
        var left = new Dictionary<EventDigest, string>(ids);
        var reader = new ResultReader(objects);
        var manifest = (await reader.FindAsync(run.Id, cancellationToken))!;
        await foreach (var line in reader.LinesAsync(manifest, cancellationToken))
        {
            left.Remove(EventDigest.Of(line.Id));
        }
        return (left.Count, [.. left.Values.Order(StringComparer.Ordinal).Take(MostNamed)]);
    }
}
