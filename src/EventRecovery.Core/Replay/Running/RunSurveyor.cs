using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>Looks at the stream and at what is saved.</summary>
internal sealed class RunSurveyor(ReplayServices services)
{
    public async Task<RunSurvey> SurveyAsync(
        ReplayRun run,
        StreamDescription stream,
        CancellationToken cancellationToken
    )
    {
        var all = await services.Checkpoints.LoadAsync(run.Id, cancellationToken);
        var saved = all.Where(checkpoint => checkpoint.Key.StreamCreatedAt == run.StreamCreatedAt).ToList();
        var listedAt = services.Time.GetUtcNow();
        var listing = await services.Reader.ListShardsAsync(stream.Name, cancellationToken);
        var now = services.Time.GetUtcNow();
        var plan = ReplayPlanner.Plan(ShardLineage.Of(listing), run.Definition.Window, saved, run.Attempt, now);
        return new RunSurvey(stream, listedAt, saved, plan);
    }

    /// <summary>
    /// For one worker of many: what is saved of its shard and of that shard's parents decides, and thousands of workers that each read what
    /// is saved of thousands of shards would wait for the one partition that holds it. Whoever needs more than that takes the whole look:
    /// a limit of write units is shared among all, and a shard that is not ready says why by its ancestors.
    /// </summary>
    public async Task<RunSurvey> SurveyAsync(
        ReplayRun run,
        StreamDescription stream,
        ShardId shard,
        CancellationToken cancellationToken
    )
    {
        if (run.Definition.Limits.MaxWriteUnits is not null)
        {
            return await SurveyAsync(run, stream, cancellationToken);
        }

        var listedAt = services.Time.GetUtcNow();
        var lineage = ShardLineage.Of(await services.Reader.ListShardsAsync(stream.Name, cancellationToken));
        var family = lineage.Find(shard) is { } listed ? ShardLineage.DeclaredParents(listed).Append(shard) : [];
        var saved = new List<ShardCheckpoint>();
        foreach (var id in family)
        {
            var key = new ShardKey(stream.Name, run.StreamCreatedAt, id);
            if (await services.Checkpoints.FindAsync(run.Id, key, cancellationToken) is { } checkpoint)
            {
                saved.Add(checkpoint);
            }
        }

        var now = services.Time.GetUtcNow();
        var plan = ReplayPlanner.Plan(lineage, run.Definition.Window, saved, run.Attempt, now);
        return plan.Shards.Any(planned => planned.Shard.Id == shard && planned.Stage == ShardStage.Ready)
            ? new RunSurvey(stream, listedAt, saved, plan)
            : await SurveyAsync(run, stream, cancellationToken);
    }
}
