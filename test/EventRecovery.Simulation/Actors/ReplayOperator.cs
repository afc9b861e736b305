using EventRecovery.Replay;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;
using EventRecovery.Replay.Requests;
using EventRecovery.Replay.Running;
using EventRecovery.Runtime;
using EventRecovery.Simulation.Checks;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Actors;

/// <summary>Somebody who replays a window: a person, or Step Functions. Invokes the Replayer until the run is complete.</summary>
internal sealed class ReplayOperator(World world, SimulatedRun run)
{
    private const int MostInvocations = 80;

    /// <summary>
    /// For all claim timeouts and leases that a run may have to wait for, one after the other. The invocations alone do not tell: where the
    /// table is throttled, each answers at once that work goes on.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private bool hasExpired;

    private RunId Id => new(run.Id);

    public async Task RunAsync()
    {
        var request = new ReplayRequest(ReplayAction.Run, Id, run.Definition);
        var begun = world.Thread.Now;
        for (var tries = 0; ; tries++)
        {
            var answer = await InvokeAsync(request);
            if (hasExpired)
            {
                return;
            }

            if (answer?.State == RunState.Complete)
            {
                Completed(answer);
                await CheckResultsAsync(answer);
                return;
            }

            if (tries > MostInvocations && world.Thread.Now - begun > Longest)
            {
                var why = answer is null ? "no answer" : $"{answer.State} {string.Join(' ', answer.Messages)}";
                world.Ledger.Violate("I7", $"{run.Id} never ends: {why}");
                return;
            }

            await ElseAsync(answer);
            await world.Thread.DelayAsync(
                TimeSpan.FromSeconds(world.Dice.Next(2, answer?.State == RunState.Continues ? 5 : 70))
            );
        }
    }

    /// <summary>Other requests that come in between, rightly or wrongly.</summary>
    private async Task ElseAsync(RunAnswer? answer)
    {
        if (world.Table.Find($"run#{run.Id}", "meta") is not null && world.Chaos.Strikes(Fault.TargetIsSource, 0.2))
        {
            await RefusedAsync(run.Definition with { Stream = SourceStreams.Recovered }, "other-run");
            await RefusedAsync(
                run.Definition with
                {
                    Window = new(run.Window.From, run.Window.To.AddHours(1)),
                },
                run.Id
            );
        }

        var waiting = answer?.Plan?.In(ShardStage.Waiting).ToList() ?? [];
        if (waiting.Count > 0)
        {
            // A dispatcher that is wrong about what is ready.
            world.Chaos.Note(Fault.ChildBeforeParent);
            await InvokeAsync(new ReplayRequest(ReplayAction.Run, Id, Shard: waiting[0].Shard.Id));
        }
    }

    private async Task RefusedAsync(RunDefinition definition, string id)
    {
        var before = world.Ledger.Copies;
        var process = new SimulatedProcess(world, $"replayer-{run.Id}-refused");
        process.Invoked(TimeSpan.FromMinutes(1));
        try
        {
            var answer = await RaceAsync(process, new ReplayRequest(ReplayAction.Run, new RunId(id), definition));
            if (answer?.Run?.Definition.IsSameWorkAs(definition) == true)
            {
                world.Ledger.Violate(
                    "I8",
                    $"a run that feeds itself, or takes another's id, was accepted: {definition}"
                );
            }
        }
        catch (Exception refused) when (refused is RunRefusedException or Amazon.Runtime.AmazonServiceException)
        {
            // As it should be.
        }
    }

    private async Task<RunAnswer?> InvokeAsync(ReplayRequest request)
    {
        var process = new SimulatedProcess(world, $"replayer-{run.Id}-{++run.Invocations}") { Run = run.Id };
        world.Skew(process);
        process.Invoked(TimeSpan.FromSeconds(world.Dice.Next(20, world.Dice.Next(4) == 0 ? 900 : 300)));
        world.Story.Tell(process.Name, request.Action.ToString(), request.Shard?.Value ?? "");
        world.RunsAtWork++;
        try
        {
            return await RaceAsync(process, request);
        }
        catch (RunRefusedException refused)
        {
            // All of the window has left the stream: there is nothing to replay, and the answer says so.
            world.Story.Tell(process.Name, "refuses", refused.Message);
            world.Ledger.NoSecretIn(refused.Message, "a refusal");
            hasExpired =
                request.Definition == run.Definition
                && refused.Message.Contains("has left the stream", StringComparison.Ordinal);
            return null;
        }
        catch (Amazon.Runtime.AmazonServiceException denied)
        {
            world.Ledger.NoSecretIn(denied.ToString(), "a function error");
            return null;
        }
        finally
        {
            world.RunsAtWork--;
        }
    }

    private async Task<RunAnswer?> RaceAsync(SimulatedProcess process, ReplayRequest request)
    {
        var remaining = process.DeadlineAt - world.Thread.Now;
        var deadline = Deadline.ForInvocation(process.Clock, remaining);
        var answer = Engines.Runner(world, process).HandleAsync(request, deadline, CancellationToken.None);
        var cutOff = world.Thread.DelayAsync(remaining);
        await Task.WhenAny(answer, process.Died, cutOff);
        if (!answer.IsCompleted)
        {
            if (!process.IsDead && !process.IsHeldUp)
            {
                world.Ledger.Violate("I7", $"{process.Name} is cut off at its deadline, though no call held it up");
            }

            return null;
        }

        var said = await answer;
        world.Ledger.Ended(process);
        foreach (var message in said.Messages)
        {
            world.Ledger.NoSecretIn(message, "an answer");
        }

        return said;
    }

    private void Completed(RunAnswer answer)
    {
        world.Story.Tell(run.Id, "complete");
        foreach (var record in world.Streams.Records(SourceStreams.Source))
        {
            if (!run.Window.Contains(record.Record.ArrivedAt))
            {
                continue;
            }

            foreach (var source in record.InRange)
            {
                if (!world.Ledger.IsSettled(run.Version, record, source) && !IsReported(answer, record))
                {
                    world.Ledger.Violate(
                        "I1",
                        $"{run.Id} is complete, and {source.Id ?? "poison"} of {record.Shard} is missing"
                    );
                }
            }
        }
    }

    private async Task CheckResultsAsync(RunAnswer answer)
    {
        if (world.Scenario.EventsPerObject > 0)
        {
            await new ResultCheck(world, run).CheckAsync(record => IsReported(answer, record));
        }
    }

    /// <summary>A gap is no loss when the answer tells of it, and tells no more than the truth.</summary>
    private bool IsReported(RunAnswer answer, SourceRecord record)
    {
        var gone = world.Chaos.IsEnabled(Fault.ClockSkew)
            ? record.Record.ArrivedAt < world.Thread.Now - world.Scenario.Retention
            : answer.Checkpoints.Any(shard =>
                (shard.Key.Shard == record.Shard || IsBelow(answer, record, shard.Key.Shard))
                && shard.Expired is { } expired
                && new ReplayWindow(expired.From - ShardProgress.DefaultSlack, expired.To).Contains(
                    record.Record.ArrivedAt
                )
            );
        var lost = answer.Plan?.Lost.Any(shard => shard.Shard == record.Shard) == true;
        return gone || lost || run.Misses(record);
    }

    /// <summary>A shard that expired unread has no entry of its own: the first below it that is still listed tells of it.</summary>
    private static bool IsBelow(RunAnswer answer, SourceRecord record, ShardId shard) =>
        answer.Plan?.Shards.FirstOrDefault(planned => planned.Shard.Id == shard) is { Shard: var listed }
        && listed.StartingSequence.CompareTo(record.Record.Sequence) > 0
        && listed.HashKeys.Start <= record.Keys.End
        && record.Keys.Start <= listed.HashKeys.End;
}
