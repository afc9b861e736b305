using EventRecovery.Recalculation;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Requests;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>
/// Carries out requests: one invocation of a run, of many. Everything that outlasts it is in the stores, so any number of them may
/// come, one after another or at once.
/// </summary>
/// <param name="workFor">Makes what a shard is replayed with.</param>
/// <param name="known">The recalculations that this deployment can run.</param>
/// <param name="target">The stream that recovered events go to; a replay of that very stream would feed itself.</param>
public sealed class ReplayRunner(
    IShardReader reader,
    IRunStore runs,
    ICheckpointStore checkpoints,
    Func<ReplayRun, CancellationToken, Task<ShardWork>> workFor,
    IReadOnlyCollection<RecalculationVersion> known,
    StreamName target,
    TimeProvider time,
    IEntropy entropy
)
{
    /// <summary>Shards that one invocation works on at once. More shards want more invocations: that is what fan-out is for.</summary>
    private const int ShardsAtOnce = 8;

    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromSeconds(1);

    private readonly RunKeeper keeper = new(runs, reader, known, target, time);

    /// <exception cref="RunRefusedException">The request cannot be carried out.</exception>
    public async Task<RunAnswer> HandleAsync(
        ReplayRequest request,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        if (request.IsPlan)
        {
            return await PlanAsync(request.Definition!, cancellationToken);
        }

        switch (request.Action)
        {
            case ReplayAction.Run when request.Shard is null:
                var run = await keeper.TakeUpAsync(request, cancellationToken);
                return await RunAsync(run, only: null, deadline, cancellationToken);
            case ReplayAction.Run:
                var dispatched = await keeper.FindAsync(request, cancellationToken);
                return await RunAsync(dispatched, request.Shard, deadline, cancellationToken);
            case ReplayAction.Dispatch:
                return await VerifyAsync(await keeper.TakeUpAsync(request, cancellationToken), cancellationToken);
            case ReplayAction.Verify:
                return await VerifyAsync(await keeper.FindAsync(request, cancellationToken), cancellationToken);
            case ReplayAction.Cancel:
                var found = await keeper.FindAsync(request, cancellationToken);
                return await StatusAsync(await keeper.CancelAsync(found, cancellationToken), cancellationToken);
            default:
                return await StatusAsync(await keeper.FindAsync(request, cancellationToken), cancellationToken);
        }
    }

    private async Task<RunAnswer> PlanAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        var stream = await keeper.CheckAsync(definition, cancellationToken);
        var now = time.GetUtcNow();
        var listing = await reader.ListShardsAsync(definition.Stream, cancellationToken);
        var plan = ReplayPlanner.Plan(ShardLineage.Of(listing), definition.Window, [], attempt: 1, now);
        var outlook = WindowOutlook.Of(definition.Window, stream, now);
        return new RunAnswer(null, RunState.Planned, plan, default, NoOutcomes, [.. outlook.Warnings()]);
    }

    private async Task<RunAnswer> StatusAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var look = await LookAsync(run, cancellationToken);
        return Answer(run, run.State, look, NoOutcomes);
    }

    private async Task<RunAnswer> VerifyAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var look = await LookAsync(run, cancellationToken);
        return await EndAsync(run, look, NoOutcomes, cancellationToken);
    }

    /// <summary>Works on what is ready until nothing is, or time is short. A finished shard makes its children ready.</summary>
    private async Task<RunAnswer> RunAsync(
        ReplayRun run,
        ShardId? only,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        var owner = $"{run.Id}-{entropy.NextToken():x32}";
        var outcomes = new Dictionary<ShardId, ShardOutcome>();
        while (true)
        {
            var look = await LookAsync(run, cancellationToken);
            var ready = run.IsFinal
                ? []
                : look.Plan.Ready.Where(shard => only is null || shard.Shard.Id == only).ToList();
            var stop = deadline.Passed || cancellationToken.IsCancellationRequested || outcomes.Values.Any(EndsTheRun);
            if (ready.Count == 0 || stop)
            {
                return only is { } shard
                    ? AnswerFor(shard, run, look, outcomes)
                    : await EndAsync(run, look, outcomes, CancellationToken.None);
            }

            await WorkAsync(run, owner, ready, only is not null, look, outcomes, deadline, cancellationToken);
            if (outcomes.Values.Any(outcome => outcome is ShardOutcome.Continues) && !deadline.Passed)
            {
                await Task.Delay(BeforeTryingAgain, time, CancellationToken.None);
            }
        }
    }

    private async Task WorkAsync(
        ReplayRun run,
        string owner,
        List<PlannedShard> ready,
        bool oneOfMany,
        Look look,
        Dictionary<ShardId, ShardOutcome> outcomes,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        var budget = Budget(run, look, oneOfMany);
        using var places = new SemaphoreSlim(ShardsAtOnce);
        var work = ready.ConvertAll(async planned =>
        {
            await places.WaitAsync(CancellationToken.None);
            try
            {
                var replayer = new ShardReplayer(
                    run,
                    owner,
                    reader,
                    checkpoints,
                    runs,
                    await workFor(run, cancellationToken),
                    budget,
                    time,
                    entropy
                );
                return (
                    planned.Shard.Id,
                    Outcome: await replayer.ReplayAsync(planned, look.ListedAt, deadline, cancellationToken)
                );
            }
            finally
            {
                places.Release();
            }
        });
        foreach (var (shard, outcome) in await Task.WhenAll(work))
        {
            outcomes[shard] = outcome;
        }
    }

    private async Task<Look> LookAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var listedAt = time.GetUtcNow();
        var listing = await reader.ListShardsAsync(run.Definition.Stream, cancellationToken);
        var saved = (await checkpoints.LoadAsync(run.Id, cancellationToken))
            .Where(checkpoint => checkpoint.Key.StreamCreatedAt == run.StreamCreatedAt)
            .ToList();
        var plan = ReplayPlanner.Plan(
            ShardLineage.Of(listing),
            run.Definition.Window,
            saved,
            run.Attempt,
            time.GetUtcNow()
        );
        return new Look(plan, saved, listedAt);
    }

    private async Task<RunAnswer> EndAsync(
        ReplayRun run,
        Look look,
        Dictionary<ShardId, ShardOutcome> outcomes,
        CancellationToken cancellationToken
    )
    {
        // Somebody may have cancelled the run meanwhile.
        run = await runs.FindAsync(run.Id, cancellationToken) ?? run;
        var failure = outcomes.Values.Any(outcome => outcome is ShardOutcome.OverBudget)
            ? $"The next batch might exceed limits.maxWriteUnits ({run.Definition.Limits.MaxWriteUnits}). "
                + "What is done is saved; resume with a higher limit."
            : null;
        var closed = run.IsFinal
            ? run
            : await keeper.CloseAsync(run, look.Plan, look.Saved, failure, cancellationToken);
        return Answer(closed, closed.State == RunState.Running ? RunState.Continues : closed.State, look, outcomes);
    }

    private static RunAnswer AnswerFor(
        ShardId shard,
        ReplayRun run,
        Look look,
        Dictionary<ShardId, ShardOutcome> outcomes
    )
    {
        var stage = look.Plan.Shards.FirstOrDefault(planned => planned.Shard.Id == shard)?.Stage;
        var state = stage switch
        {
            _ when run.IsFinal => run.State,
            ShardStage.Done or ShardStage.AfterWindow => RunState.Complete,
            ShardStage.Failed => RunState.Failed,
            _ when outcomes.GetValueOrDefault(shard) is ShardOutcome.OverBudget => RunState.Failed,
            null => throw new RunRefusedException($"{run.Definition.Stream} has no shard {shard}."),
            _ => RunState.Continues,
        };
        return Answer(run, state, look, outcomes);
    }

    private static RunAnswer Answer(
        ReplayRun run,
        RunState state,
        Look look,
        IReadOnlyDictionary<ShardId, ShardOutcome> outcomes
    )
    {
        var counts = look.Saved.Aggregate(default(ReplayCounts), (sum, shard) => sum + shard.Counts);
        return new RunAnswer(run, state, look.Plan, counts, outcomes, [.. Messages(run, look.Plan)]);
    }

    private static IEnumerable<string> Messages(ReplayRun run, ReplayPlan plan)
    {
        if (run.Failure is { } failure)
        {
            yield return failure;
        }

        foreach (var lost in plan.Lost)
        {
            yield return $"{lost.Shard} expired before it was read to its end: what came after "
                + $"{lost.After?.ToString() ?? "its beginning"} is lost to the stream. Recover it from the archive.";
        }

        foreach (var leased in plan.In(ShardStage.Leased))
        {
            var lease = leased.Checkpoint!.Lease;
            yield return $"{leased.Shard.Id} is worked on by {lease.Owner}, until {lease.EndsAt.UtcDateTime:O} at least.";
        }
    }

    /// <summary>One worker of many takes its share only, since it does not see what the others spend meanwhile.</summary>
    private static WriteBudget Budget(ReplayRun run, Look look, bool oneOfMany)
    {
        if (run.Definition.Limits.MaxWriteUnits is not { } most)
        {
            return new WriteBudget(left: null);
        }

        var left = most - look.Saved.Sum(shard => shard.Counts.WriteUnits);
        var sharers = look.Plan.Shards.Count(shard => shard.Stage is ShardStage.Ready or ShardStage.Leased);
        return new WriteBudget(oneOfMany ? left / Math.Max(1, sharers) : left);
    }

    private static bool EndsTheRun(ShardOutcome outcome) =>
        outcome is ShardOutcome.Cancelled or ShardOutcome.OverBudget;

    private static Dictionary<ShardId, ShardOutcome> NoOutcomes => [];

    /// <summary>The run's shards as they stand.</summary>
    private sealed record Look(ReplayPlan Plan, IReadOnlyList<ShardCheckpoint> Saved, DateTimeOffset ListedAt);
}
