using EventRecovery.Recalculation;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>Creates runs, takes them up again and closes them; each change is conditional on the run as it was read.</summary>
internal sealed class RunKeeper(
    IRunStore runs,
    IShardReader reader,
    IReadOnlyCollection<RecalculationVersion> known,
    StreamName target,
    TimeProvider time
)
{
    private const int MaxChanges = 20;

    public async Task<ReplayRun> FindAsync(ReplayRequest request, CancellationToken cancellationToken) =>
        await runs.FindAsync(IdOf(request), cancellationToken)
        ?? throw new RunRefusedException(
            $"There is no run {request.RunId}. Start one with stream, from, to and version, or look at: recover runs"
        );

    /// <summary>The run of the request: created if its id is new, else taken up where it was left.</summary>
    public async Task<ReplayRun> TakeUpAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        var run = request.Definition is { } definition
            ? await CreateAsync(IdOf(request), definition, cancellationToken)
            : await FindAsync(request, cancellationToken);
        if (run.IsFinal)
        {
            return run;
        }

        await CheckSameStreamAsync(run, cancellationToken);
        return await ChangeAsync(run, current => Resumed(current, request.Limits), cancellationToken);
    }

    /// <summary>The stream of a definition that can be carried out here.</summary>
    public async Task<StreamDescription> CheckAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Stream == target)
        {
            throw new RunRefusedException(
                $"{target} is where recovered events go. A replay of it would feed itself: name the source stream."
            );
        }

        if (definition.Sample != 1 || definition.Only is not null)
        {
            throw new RunRefusedException(
                "A sample comes with the trial, and a replay of findings only with the audit: neither is here yet. "
                    + "Leave out sample and only."
            );
        }

        if (!known.Contains(definition.Version))
        {
            throw new RunRefusedException(
                $"{definition.Version} is not deployed here. This deployment knows: {string.Join(", ", known)}."
            );
        }

        return await reader.DescribeAsync(definition.Stream, cancellationToken);
    }

    public Task<ReplayRun> CancelAsync(ReplayRun run, CancellationToken cancellationToken) =>
        ChangeAsync(
            run,
            current => current.IsFinal ? current : current with { State = RunState.Cancelled },
            cancellationToken
        );

    /// <summary>Complete when every shard was read to its end, failed when nothing more can be done; else as it was.</summary>
    /// <param name="failure">A reason to stop that is not a shard's.</param>
    public Task<ReplayRun> CloseAsync(
        ReplayRun run,
        ReplayPlan plan,
        IReadOnlyList<ShardCheckpoint> saved,
        string? failure,
        CancellationToken cancellationToken
    )
    {
        if (plan.IsComplete)
        {
            var totals = saved.Aggregate(default(ReplayCounts), (sum, shard) => sum + shard.Counts);
            return ChangeAsync(
                run,
                current => current.IsFinal ? current : current with { State = RunState.Complete, Totals = totals },
                cancellationToken
            );
        }

        failure ??= plan.IsStuck ? Stuck(plan) : null;
        return failure is null
            ? Task.FromResult(run)
            : ChangeAsync(
                run,
                current => current.IsFinal ? current : current with { State = RunState.Failed, Failure = failure },
                cancellationToken
            );
    }

    private async Task<ReplayRun> CreateAsync(RunId id, RunDefinition definition, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is { } existing)
        {
            return Same(existing, definition);
        }

        var stream = await CheckAsync(definition, cancellationToken);
        var outlook = WindowOutlook.Of(definition.Window, stream, time.GetUtcNow());
        if (!outlook.HasRecords)
        {
            throw new RunRefusedException(string.Join(' ', outlook.Warnings()));
        }

        var run = new ReplayRun(id, definition, stream.CreatedAt, time.GetUtcNow(), RunState.Running);
        return await runs.CreateAsync(run, cancellationToken) is { } other ? Same(other, definition) : run;
    }

    private static ReplayRun Same(ReplayRun run, RunDefinition definition) =>
        run.Definition.IsSameWorkAs(definition)
            ? run
            : throw new RunRefusedException(
                $"The run {run.Id} exists and does other work: {run.Definition.Stream} {run.Definition.Window} with "
                    + $"{run.Definition.Version}. Choose another run id, or resume it by its id alone."
            );

    private async Task CheckSameStreamAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var stream = await reader.DescribeAsync(run.Definition.Stream, cancellationToken);
        if (stream.CreatedAt != run.StreamCreatedAt)
        {
            throw new RunRefusedException(
                $"{stream.Name} was deleted and created again since run {run.Id} began: its records of then are gone. "
                    + "What the run recovered stays; cancel it, and recover the rest from the archive."
            );
        }
    }

    private static ReplayRun Resumed(ReplayRun run, LimitsChange? limits)
    {
        if (run.IsFinal)
        {
            return run;
        }

        var definition = limits is null
            ? run.Definition
            : run.Definition with
            {
                Limits = limits.ApplyTo(run.Definition.Limits),
            };
        return run with
        {
            Definition = definition,
            State = RunState.Running,
            Failure = null,
            Attempt = run.State == RunState.Failed ? run.Attempt + 1 : run.Attempt,
        };
    }

    private async Task<ReplayRun> ChangeAsync(
        ReplayRun run,
        Func<ReplayRun, ReplayRun> change,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < MaxChanges; attempt++)
        {
            var changed = change(run);
            if (changed == run)
            {
                return run;
            }

            if (await runs.SaveAsync(changed, cancellationToken) is { } saved)
            {
                return saved;
            }

            run = await runs.FindAsync(run.Id, cancellationToken) ?? run;
        }

        throw new TransientFailureException($"The run {run.Id} is changed by too many at once.");
    }

    private static string Stuck(ReplayPlan plan)
    {
        var failed = plan.In(ShardStage.Failed)
            .Select(shard => $"{shard.Shard.Id}: {shard.Checkpoint?.Failure?.Reason}");
        var problems = plan.Problems.Select(problem => problem.ToString());
        return $"No shard can go on. {string.Join("; ", failed.Concat(problems))} Mend that, then resume by the run id alone.";
    }

    private static RunId IdOf(ReplayRequest request) =>
        request.RunId ?? throw new RunRefusedException("The request names no run.");
}
