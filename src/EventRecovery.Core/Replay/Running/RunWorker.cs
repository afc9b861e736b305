using EventRecovery.Replay.Planning;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>
/// Works through the shards of a run that are ready, several at once, and those that become ready by that, until none is left or
/// time is up. It only ever starts what a plan calls ready; the lease decides whether it gets it.
/// </summary>
internal sealed class RunWorker(ReplayServices services, RunContext context)
{
    private readonly Dictionary<Task<ShardOutcome>, ShardId> active = [];
    private readonly RunSurveyor surveyor = new(services);
    private readonly ShardReplayer replayer = new(services, context);
    private readonly HashSet<ShardId> left = [];
    private Queue<PlannedShard> ready = [];
    private DateTimeOffset listedAt;
    private WriteBudget budget = new(null);

    /// <summary>Nothing more is started.</summary>
    private bool stopping;

    /// <summary>True when there was nothing left to do here; false when time was up before.</summary>
    public async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (ready.Count == 0 && !stopping)
                {
                    await SurveyAsync(cancellationToken);
                }

                Start(cancellationToken);
                if (active.Count == 0)
                {
                    return !stopping;
                }

                var finished = await Task.WhenAny(active.Keys);
                active.Remove(finished, out var shard);
                Note(shard, await finished);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            // Also when one of them threw: nothing of this invocation goes on after it.
            await Task.WhenAll(active.Keys)
                .ContinueWith(
                    _ => { },
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default
                );
        }
    }

    private void Start(CancellationToken cancellationToken)
    {
        while (active.Count < services.Options.Parallelism && !stopping && ready.TryDequeue(out var shard))
        {
            var work = replayer.WorkAsync(shard, listedAt, budget, cancellationToken);
            active.Add(work, shard.Shard.Id);
        }
    }

    private void Note(ShardId shard, ShardOutcome outcome)
    {
        if (outcome is not ShardOutcome.Done)
        {
            left.Add(shard);
        }

        stopping |= outcome is ShardOutcome.Continues or ShardOutcome.Cancelled || context.Deadline.Passed;
    }

    private async Task SurveyAsync(CancellationToken cancellationToken)
    {
        RunSurvey survey;
        try
        {
            survey = await surveyor.SurveyAsync(context.Run, context.Stream, cancellationToken);
        }
        catch (TransientFailureException) when (active.Count > 0)
        {
            // What is being worked on goes on, and when one of it is done there is another look.
            return;
        }

        if (active.Count == 0)
        {
            budget = WriteBudget.Share(context.Run, survey, survey.Plan.Ready.Count());
        }

        listedAt = survey.ListedAt;
        if (survey.Plan.Problems.Count == 0)
        {
            ready = new Queue<PlannedShard>(survey.Plan.Ready.Where(IsNew));
        }
    }

    private bool IsNew(PlannedShard shard) => !left.Contains(shard.Shard.Id) && !active.ContainsValue(shard.Shard.Id);
}
