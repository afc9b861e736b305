using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

/// <summary>Ends a trial: adds up its shards, looks for what is gone, holds it against the gates, and keeps the summary.</summary>
/// <param name="baselineOf">What a run compares with.</param>
internal sealed class RunTrial(
    IObjectStore objects,
    Func<ReplayRun, CancellationToken, Task<ITrialBaseline>> baselineOf
)
{
    /// <summary>After the run's results are sealed. May be repeated: it comes to the same.</summary>
    /// <exception cref="TrialBaselineException">What it compares with is gone.</exception>
    public async Task<TrialSummary> SealAsync(
        ReplayRun run,
        IReadOnlyList<ShardCheckpoint> checkpoints,
        CancellationToken cancellationToken
    )
    {
        var all = new TrialTally();
        ShardId[] shards =
        [
            .. checkpoints.Select(one => one.Key.Shard).OrderBy(shard => shard.Value, StringComparer.Ordinal),
        ];
        foreach (var shard in shards)
        {
            var packed = await objects.GetAsync(ResultKeys.ShardTrial(run.Id, shard), cancellationToken);
            all.Merge(packed is null ? new TrialTally { IsWhole = false } : ShardTrial.Unpack(packed));
        }

        var ledgers = new TrialLedgers(objects, run.Id, shards);
        await ledgers.CountOnceAsync(all, cancellationToken);
        var baseline = await baselineOf(run, cancellationToken);
        var gone = await ledgers.GoneAsync(baseline.Events, cancellationToken);
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
}
