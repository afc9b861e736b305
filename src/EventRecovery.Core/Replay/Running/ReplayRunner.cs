using EventRecovery.Recalculation;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Costs;
using EventRecovery.Replay.Inputs;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Requests;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Validation;
using EventRecovery.Versions;

namespace EventRecovery.Replay.Running;

/// <summary>
/// Carries out requests: one invocation of a run, of many. Everything that outlasts it is in the stores and is read anew, so any
/// number of them may come, one after another or at once, and one that is delivered twice does no harm.
/// </summary>
/// <param name="workFor">Makes what a shard is replayed with.</param>
/// <param name="known">The recalculations that this deployment can run.</param>
/// <param name="results">Where runs keep their results; null keeps none.</param>
/// <param name="inputs">What runs read besides streams; null where findings and archives cannot be read.</param>
/// <param name="baselines">What trials compare with; without them and <paramref name="results"/> there are no trials.</param>
/// <param name="target">The stream that recovered events go to; a replay of that very stream would feed itself.</param>
public sealed class ReplayRunner(
    IShardReader reader,
    IRunStore runs,
    ICheckpointStore checkpoints,
    Func<ReplayRun, CancellationToken, Task<ShardWork>> workFor,
    IReadOnlyCollection<RecalculationVersion> known,
    StreamName target,
    RecoveryMetrics metrics,
    TimeProvider time,
    IEntropy entropy,
    ReplayOptions? options = null,
    ResultKeeping? results = null,
    ReplayInputs? inputs = null,
    TrialBaselines? baselines = null
)
{
    private readonly ReplayServices services = new(
        reader,
        runs,
        checkpoints,
        workFor,
        options ?? ReplayOptions.Default,
        metrics,
        time,
        entropy,
        results
    );

    private RunKeeper Keeper => new(services, known, target, baselines);

    /// <exception cref="RunRefusedException">The request cannot be carried out.</exception>
    public async Task<RunAnswer> HandleAsync(
        ReplayRequest request,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await WithInputsAsync(request, cancellationToken) is var (runner, prepared)
                ? await runner.AnswerWithInputsAsync(prepared, deadline, cancellationToken)
                : await AnswerAsync(request, deadline, cancellationToken);
        }
        catch (TransientFailureException failure)
        {
            var message = $"A service did not answer ({failure.Message}). Nothing is lost: ask again.";
            return new RunAnswer(null, RunState.Continues, null, default, [message]);
        }
    }

    /// <summary>The runner that reads all that the request's run reads; null when that is the stream alone.</summary>
    private async Task<(ReplayRunner Runner, ReplayRequest Request)?> WithInputsAsync(
        ReplayRequest request,
        CancellationToken cancellationToken
    )
    {
        var definition =
            request.Definition
            ?? (request.RunId is { } id ? (await runs.FindAsync(id, cancellationToken))?.Definition : null);
        if (definition is null or { Only: null, Archive: null })
        {
            return null;
        }

        var from = inputs ?? throw new RunRefusedException("Findings and archives cannot be read here.");
        if (
            request.Definition is not null
            && await services.DescribeAsync(definition.Stream, cancellationToken) is { } stream
        )
        {
            definition = from.WithSeam(definition, stream);
            request = request with { Definition = definition };
        }

        var combined = await from.ReaderAsync(definition, reader, cancellationToken);
        return (
            new ReplayRunner(
                combined,
                runs,
                checkpoints,
                workFor,
                known,
                target,
                metrics,
                time,
                entropy,
                options,
                results,
                inputs,
                baselines
            ),
            request
        );
    }

    private async Task<RunAnswer> AnswerWithInputsAsync(
        ReplayRequest request,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        var answer = await AnswerAsync(request, deadline, cancellationToken);
        var definition = answer.Run?.Definition ?? request.Definition;
        var saved = definition is null
            ? null
            : await inputs!.SavedAsync(definition, answer.Plan?.Shards.Count ?? 0, cancellationToken);
        return saved is null ? answer : answer with { Messages = [saved, .. answer.Messages] };
    }

    private async Task<RunAnswer> AnswerAsync(
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
            case ReplayAction.Run when request.Shard is { } shard:
                var dispatched = await Keeper.FindAsync(request, cancellationToken);
                return await WorkOnAsync(dispatched, shard, deadline, cancellationToken);
            case ReplayAction.Run:
                var run = await Keeper.TakeUpAsync(request, cancellationToken);
                return await WorkAsync(run, deadline, cancellationToken);
            case ReplayAction.Dispatch:
                return await SettleAsync(await Keeper.TakeUpAsync(request, cancellationToken), cancellationToken);
            case ReplayAction.Verify:
                return await SettleAsync(await Keeper.FindAsync(request, cancellationToken), cancellationToken);
            case ReplayAction.Cancel:
                var found = await Keeper.FindAsync(request, cancellationToken);
                return await StatusAsync(await Keeper.CancelAsync(found, cancellationToken), cancellationToken);
            case ReplayAction.Approve:
                var held = await Keeper.FindAsync(request, cancellationToken);
                var approved = await Keeper.ApproveAsync(held, request.Approval!, cancellationToken);
                return await StatusAsync(approved, cancellationToken);
            default:
                return await StatusAsync(await Keeper.FindAsync(request, cancellationToken), cancellationToken);
        }
    }

    private async Task<RunAnswer> PlanAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        var stream = await Keeper.CheckAsync(definition, cancellationToken);
        var now = time.GetUtcNow();
        var listing = await reader.ListShardsAsync(definition.Stream, cancellationToken);
        var plan = ReplayPlanner.Plan(ShardLineage.Of(listing), definition.Window, [], attempt: 1, now);
        var survey = new RunSurvey(stream, now, [], plan);
        var hasRecords = WindowOutlook.Of(definition.Window, stream, now).HasRecords;
        var samples = hasRecords
            ? await new PlanSampler(reader, time).SampleAsync(definition.Stream, plan, cancellationToken)
            : [];
        return Answer(null, RunState.Planned, survey) with
        {
            Estimate = CostEstimator.Estimate(
                plan,
                samples,
                definition.Limits,
                CostAssumptions.Default,
                PriceList.Default,
                now
            ),
        };
    }

    /// <summary>Works on all that is ready, and says where the run stands then: also after an interruption.</summary>
    private async Task<RunAnswer> WorkAsync(ReplayRun run, Deadline deadline, CancellationToken cancellationToken)
    {
        if (run.State != RunState.Running || await Keeper.StreamOfAsync(run, cancellationToken) is not { } stream)
        {
            return await SettleAsync(run, cancellationToken);
        }

        var exhausted = await new RunWorker(services, Context(run, stream, deadline)).WorkAsync(cancellationToken);
        var settled = await SettleAsync(run, CancellationToken.None);
        var goesOn = settled.State == RunState.Running && (!exhausted || settled.Plan!.Ready.Any());
        return goesOn ? settled with { State = RunState.Continues } : settled;
    }

    /// <summary>One shard, for one worker of many. The run is settled by whoever dispatches.</summary>
    private async Task<RunAnswer> WorkOnAsync(
        ReplayRun run,
        ShardId id,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        if (run.State != RunState.Running || await Keeper.StreamOfAsync(run, cancellationToken) is not { } stream)
        {
            return await StatusAsync(run, cancellationToken);
        }

        var survey = await new RunSurveyor(services).SurveyAsync(run, stream, id, cancellationToken);
        var planned =
            survey.Plan.Shards.FirstOrDefault(shard => shard.Shard.Id == id)
            ?? throw new RunRefusedException($"{run.Definition.Stream} has no shard {id}.");
        var outcome = planned.Stage switch
        {
            ShardStage.Ready => await new ShardReplayer(services, Context(run, stream, deadline)).WorkAsync(
                planned,
                survey.ListedAt,
                WriteBudget.Share(run, survey, mine: 1),
                cancellationToken
            ),
            ShardStage.Done or ShardStage.AfterWindow => new ShardOutcome.Done(),
            ShardStage.Failed => new ShardOutcome.Failed(planned.Checkpoint!.Failure!.Reason),
            _ => new ShardOutcome.Owned(planned.Checkpoint?.Lease),
        };
        return AnswerFor(run, id, outcome);
    }

    private static RunAnswer AnswerFor(ReplayRun run, ShardId shard, ShardOutcome outcome)
    {
        var (state, message) = outcome switch
        {
            ShardOutcome.Done => (RunState.Complete, $"{shard} is done."),
            ShardOutcome.Continues => (RunState.Continues, $"{shard} continues."),
            ShardOutcome.Cancelled => (RunState.Cancelled, $"Run {run.Id} was cancelled."),
            ShardOutcome.Failed failed => (RunState.Failed, $"{shard}: {failed.Reason}"),
            _ => (RunState.Running, $"{shard} waits for a parent, or somebody else works on it."),
        };
        return new RunAnswer(run, state, null, default, [message]);
    }

    /// <summary>Ends the run when nothing is left, or nothing can be done; and says where it stands.</summary>
    private async Task<RunAnswer> SettleAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        // Somebody may have cancelled it meanwhile.
        run = await runs.FindAsync(run.Id, cancellationToken) ?? run;
        if (run.State != RunState.Running)
        {
            return await StatusAsync(run, cancellationToken);
        }

        if (await Keeper.StreamOfAsync(run, cancellationToken) is not { } stream)
        {
            return await WithoutStreamAsync(run, cancellationToken);
        }

        var survey = await new RunSurveyor(services).SurveyAsync(run, stream, cancellationToken);
        if (survey.Plan.IsComplete && results is not null)
        {
            await new RunResults(results, time).SealAsync(run, survey.Checkpoints, cancellationToken);
        }

        TrialSummary? trial;
        try
        {
            trial = survey.Plan.IsComplete ? await SealTrialAsync(run, survey, cancellationToken) : null;
        }
        catch (TrialBaselineException gone)
        {
            var reason =
                $"All events were looked at, and cannot be judged: {gone.Message} Then resume the run by its id.";
            var failed = await Keeper.FailAsync(run, reason, survey.Counts, cancellationToken);
            return Answer(failed, failed.State, survey);
        }

        var outcome = trial is null ? null : new TrialOutcome(trial.Passed, trial.Reason);
        var settled = await Keeper.SettleAsync(run, survey, outcome, cancellationToken);
        return Answer(settled, settled.State, survey) with { Trial = trial };
    }

    private async Task<TrialSummary?> SealTrialAsync(
        ReplayRun run,
        RunSurvey survey,
        CancellationToken cancellationToken
    ) =>
        run.Definition.Mode == ReplayMode.Trial && results is not null && baselines is not null
            ? await new RunTrial(results.Objects, baselines.OfAsync).SealAsync(
                run,
                survey.Checkpoints,
                cancellationToken
            )
            : null;

    private async Task<RunAnswer> StatusAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var answer = await Keeper.StreamOfAsync(run, cancellationToken) is { } stream
            ? Answer(run, run.State, await new RunSurveyor(services).SurveyAsync(run, stream, cancellationToken))
            : new RunAnswer(run, run.State, null, run.Totals ?? default, Failures(run));
        var trial =
            run.Trial is not null && results is not null
                ? await RunTrial.FindAsync(results.Objects, run.Id, cancellationToken)
                : null;
        return answer with { Trial = trial };
    }

    private async Task<RunAnswer> WithoutStreamAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var saved = await checkpoints.LoadAsync(run.Id, cancellationToken);
        var totals = saved.Aggregate(default(ReplayCounts), (sum, shard) => sum + shard.Counts);
        var reason =
            $"Stream {run.Definition.Stream}, created at {run.StreamCreatedAt.UtcDateTime:O}, was deleted; one of that name "
            + "that is there now is another. What the run recovered stays; recover the rest from the archive.";
        var failed = await Keeper.FailAsync(run, reason, totals, cancellationToken);
        return new RunAnswer(failed, failed.State, null, totals, Failures(failed)) { Checkpoints = saved };
    }

    private RunAnswer Answer(ReplayRun? run, RunState state, RunSurvey survey) =>
        new(
            run,
            state,
            survey.Plan,
            survey.Counts,
            [.. Failures(run), .. survey.Messages(run?.CreatedAt ?? time.GetUtcNow())]
        )
        {
            Stream = survey.Stream,
            Checkpoints = survey.Checkpoints,
            ExpiresAt = WindowOutlook.Of(survey.Plan.Window, survey.Stream, time.GetUtcNow()).ExpiresAt,
        };

    private static string[] Failures(ReplayRun? run) => run?.Failure is { } failure ? [failure] : [];

    private RunContext Context(ReplayRun run, StreamDescription stream, Deadline deadline) =>
        new(run, stream, $"{run.Id}-{entropy.NextToken():x32}", deadline);
}
