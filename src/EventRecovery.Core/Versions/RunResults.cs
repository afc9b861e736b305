using System.Text.Json;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Versions;

/// <summary>Ends the results of a run: its manifest, and, when the run has published them, their place among the versions of the window.</summary>
internal sealed class RunResults(ResultKeeping keeping, TimeProvider time)
{
    private const int MaxChanges = 20;

    /// <summary>
    /// Before the run is called complete, so that a complete run always has both. Each step may be repeated: the manifest is the same
    /// bytes, and a replay has its place once.
    /// </summary>
    public async Task SealAsync(
        ReplayRun run,
        IReadOnlyList<ShardCheckpoint> checkpoints,
        CancellationToken cancellationToken
    )
    {
        var shards = new List<ShardTally>();
        foreach (var checkpoint in checkpoints.OrderBy(one => one.Key.Shard.Value, StringComparer.Ordinal))
        {
            shards.Add(await TallyAsync(run.Id, checkpoint.Key.Shard, cancellationToken));
        }

        var manifest = ResultManifest.Of(run, keeping, shards);
        await keeping.Objects.PutAsync(ResultKeys.Manifest(run.Id), ResultManifest.Write(manifest), cancellationToken);
        if (run.Definition.Mode == ReplayMode.Replay)
        {
            await NoteAsync(new VersionScope(run.Definition.Stream, run.Definition.Window), run.Id, cancellationToken);
        }
    }

    private async Task<ShardTally> TallyAsync(RunId run, ShardId shard, CancellationToken cancellationToken) =>
        await keeping.Objects.GetAsync(ResultKeys.Shard(run, shard), cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, ResultJson.Default.ShardTally)!
            : new ShardTally(shard.Value, IsWhole: false);

    private async Task NoteAsync(VersionScope scope, RunId run, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxChanges; attempt++)
        {
            var history = await keeping.Versions.FindAsync(scope, cancellationToken);
            var noted = history.With(run, time.GetUtcNow());
            if (noted == history || await keeping.Versions.SaveAsync(noted, cancellationToken) is not null)
            {
                return;
            }
        }

        throw new TransientFailureException($"The versions of {scope.Stream} are changed by too many at once.");
    }
}
