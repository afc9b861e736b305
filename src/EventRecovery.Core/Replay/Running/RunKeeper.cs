using EventRecovery.Recalculation;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;
using EventRecovery.Validation;

namespace EventRecovery.Replay.Running;

/// <summary>Creates runs, takes them up again and ends them; each change is conditional on the run as it was read.</summary>
internal sealed class RunKeeper(
    ReplayServices services,
    IReadOnlyCollection<RecalculationVersion> known,
    StreamName target,
    TrialBaselines? baselines
)
{
    private const int MaxChanges = 20;

    public async Task<ReplayRun> FindAsync(ReplayRequest request, CancellationToken cancellationToken) =>
        await services.Runs.FindAsync(IdOf(request), cancellationToken)
        ?? throw new RunRefusedException(
            $"There is no run {request.RunId}. Start one with stream, from, to and version, or look at: recover runs"
        );

    /// <summary>The run of the request: created if its id is new, else taken up where it was left.</summary>
    public async Task<ReplayRun> TakeUpAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        var run = request.Definition is { } definition
            ? await CreateAsync(IdOf(request), definition, cancellationToken)
            : await FindAsync(request, cancellationToken);
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

        if (definition.Sample != 1 && definition.Mode == ReplayMode.Replay)
        {
            throw new RunRefusedException(
                "A sample is for a trial: a replay of some events would leave the others as they are. Leave out sample, "
                    + "or write \"mode\": \"trial\"."
            );
        }

        if (definition.Mode == ReplayMode.Trial && services.Results is null)
        {
            throw new RunRefusedException("This deployment keeps no results, and a trial is nothing but its results.");
        }

        if (definition.After is { } trial)
        {
            TrialGate.Check(definition, trial, await services.Runs.FindAsync(trial, cancellationToken));
        }

        if (!known.Contains(definition.Version))
        {
            throw new RunRefusedException(
                $"{definition.Version} is not deployed here. This deployment knows: {string.Join(", ", known)}."
            );
        }

        return await services.DescribeAsync(definition.Stream, cancellationToken)
            ?? throw new RunRefusedException(
                $"There is no stream {definition.Stream} in this account and region. Check the name."
            );
    }

    /// <summary>The stream that a run began on; null when it was deleted, whatever has its name now.</summary>
    public async Task<StreamDescription?> StreamOfAsync(ReplayRun run, CancellationToken cancellationToken) =>
        await services.DescribeAsync(run.Definition.Stream, cancellationToken) is { } stream
        && stream.CreatedAt == run.StreamCreatedAt
            ? stream
            : null;

    public Task<ReplayRun> CancelAsync(ReplayRun run, CancellationToken cancellationToken) =>
        ChangeAsync(run, current => current with { State = RunState.Cancelled }, cancellationToken);

    /// <summary>Lets a replay follow a trial that is on hold. The first approval stays.</summary>
    public async Task<ReplayRun> ApproveAsync(ReplayRun run, ApprovalText approval, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxChanges; attempt++)
        {
            TrialGate.CheckApproval(run);
            if (run.LetsReplayFollow)
            {
                return run;
            }

            var by = new TrialApproval(approval.By, services.Time.GetUtcNow(), approval.Why);
            if (await services.Runs.SaveAsync(run with { Approval = by }, cancellationToken) is { } saved)
            {
                return saved;
            }

            run = await services.Runs.FindAsync(run.Id, cancellationToken) ?? run;
        }

        throw new TransientFailureException($"The run {run.Id} is changed by too many at once.");
    }

    /// <summary>Complete when every shard was read to its end, failed when nothing more can be done; else as it was.</summary>
    public Task<ReplayRun> SettleAsync(
        ReplayRun run,
        RunSurvey survey,
        TrialOutcome? trial,
        CancellationToken cancellationToken
    )
    {
        if (survey.Plan.Problems.Count > 0 || survey.Plan.IsStuck)
        {
            return FailAsync(run, survey.Obstacle(), survey.Counts, cancellationToken);
        }

        return survey.Plan.IsComplete
            ? ChangeAsync(
                run,
                current =>
                    current with
                    {
                        State = RunState.Complete,
                        Totals = survey.Counts,
                        Failure = null,
                        Trial = trial,
                    },
                cancellationToken
            )
            : Task.FromResult(run);
    }

    /// <summary>Ends an attempt. Somebody who has begun the next one meanwhile goes on with it.</summary>
    public Task<ReplayRun> FailAsync(
        ReplayRun run,
        string reason,
        ReplayCounts totals,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            run,
            current =>
                current.Attempt == run.Attempt
                    ? current with
                    {
                        State = RunState.Failed,
                        Totals = totals,
                        Failure = reason,
                    }
                    : current,
            cancellationToken
        );

    private async Task<ReplayRun> CreateAsync(RunId id, RunDefinition definition, CancellationToken cancellationToken)
    {
        if (await services.Runs.FindAsync(id, cancellationToken) is { } existing)
        {
            return Same(existing, definition);
        }

        var stream = await CheckAsync(definition, cancellationToken);
        var now = services.Time.GetUtcNow();
        var outlook = WindowOutlook.Of(definition.Window, stream, now);
        if (!outlook.HasRecords)
        {
            throw new RunRefusedException(string.Join(' ', outlook.Warnings()));
        }

        var run = new ReplayRun(id, definition, stream.CreatedAt, now, RunState.Running);
        await CheckBaselineAsync(run, cancellationToken);
        return await services.Runs.CreateAsync(run, cancellationToken) is { } other ? Same(other, definition) : run;
    }

    /// <summary>A trial that could not be judged at its end does not begin.</summary>
    private async Task CheckBaselineAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        try
        {
            if (run.Definition.Mode == ReplayMode.Trial && baselines is not null)
            {
                await baselines.OfAsync(run, cancellationToken);
            }
        }
        catch (TrialBaselineException wrong)
        {
            throw new RunRefusedException($"{wrong.Message} Nothing was begun.");
        }
    }

    private static ReplayRun Same(ReplayRun run, RunDefinition definition) =>
        run.Definition.IsSameWorkAs(definition)
            ? run
            : throw new RunRefusedException(
                $"The run {run.Id} exists and does other work: {run.Definition.Stream} {run.Definition.Window} with "
                    + $"{run.Definition.Version}. Choose another run id, or resume it by its id alone."
            );

    /// <summary>A run that failed tries again, as its next attempt.</summary>
    private static ReplayRun Resumed(ReplayRun run, LimitsChange? limits)
    {
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
            var changed = run.IsFinal ? run : change(run);
            if (changed == run)
            {
                return run;
            }

            if (await services.Runs.SaveAsync(changed, cancellationToken) is { } saved)
            {
                return saved;
            }

            run = await services.Runs.FindAsync(run.Id, cancellationToken) ?? run;
        }

        throw new TransientFailureException($"The run {run.Id} is changed by too many at once.");
    }

    private static RunId IdOf(ReplayRequest request) =>
        request.RunId ?? throw new RunRefusedException("The request names no run.");
}
