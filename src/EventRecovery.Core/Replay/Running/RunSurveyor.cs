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
}
