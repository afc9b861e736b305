using System.Text;
using System.Text.Json.Nodes;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Replay;
using EventRecovery.Objects;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;
using EventRecovery.Runtime;
using EventRecovery.Validation;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Demo;

/// <summary>
/// The demo's trials: the recalculation with a wrong rate, which must be held and no replay may follow, and the one with the right rate.
/// They are compared with a file that somebody has worked out by hand.
/// </summary>
internal sealed class DemoTrial(DemoStack stack, ReplayWindow window, TimeProvider time, IEntropy entropy)
{
    public const string Right = "demo-trial";

    private const string Wrong = "demo-trial-wrong-rate";
    private const string Baseline = "baselines/by-hand.jsonl";
    private const decimal Rate = 1.1m;

    private readonly FolderObjectStore objects = new(stack.Local.ObjectsFolder, entropy);

    /// <summary>Two editions are deployed. The Reprocessor runs the last, the right one.</summary>
    public const string Rates = "1.2,1.1";

    public static RecalculationVersion WrongVersion { get; } = new RateAdjustment(1.2m, 1).Version;

    public static RecalculationVersion RightVersion { get; } = new RateAdjustment(Rate, 2).Version;

    public async Task<DemoTrials> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var lines = string.Join('\n', scene.Source.Select(Corrected));
        await objects.PutAsync(Baseline, Encoding.UTF8.GetBytes(lines), cancellationToken);
        var wrong = await RunAsync(Wrong, WrongVersion, cancellationToken);
        var refused = await IsRefusedAsync(cancellationToken);
        var right = await RunAsync(Right, RightVersion, cancellationToken);
        return new DemoTrials(Of(wrong), refused, Of(right));
    }

    private static DemoTrialOutcome Of(TrialSummary trial) =>
        new(trial.Passed, trial.Counts.Sampled, trial.Counts.Changed, trial.Reason);

    private async Task<TrialSummary> RunAsync(
        string run,
        RecalculationVersion version,
        CancellationToken cancellationToken
    )
    {
        var rules = new TrialRules { Baseline = Baseline, Gates = new TrialGates(MaxChangedRate: 0.01, MaxGone: 0) };
        var definition = new RunDefinition(stack.Local.Options.Streams.Source, window, version, ReplayMode.Trial)
        {
            Trial = rules,
        };
        using var function = new LocalReplayFunction(stack.Local.Lambda);
        var request = ReplayRequestWriter.Write(new ReplayRequest(ReplayAction.Run, new RunId(run), definition));
        var (reply, _) = await new ReplayDriver(function, time).RunAsync(request, _ => { }, cancellationToken);
        return await new ResultReader(objects).FindTrialAsync(new RunId(run), cancellationToken)
            ?? throw new CommandException(
                ExitCode.FoundWrong,
                new Problem($"the trial is {reply.State}") { Where = reply.Messages }
            );
    }

    /// <summary>A replay with the wrong rate asks to follow its trial.</summary>
    private async Task<bool> IsRefusedAsync(CancellationToken cancellationToken)
    {
        var definition = new RunDefinition(stack.Local.Options.Streams.Source, window, WrongVersion, ReplayMode.Replay)
        {
            After = new RunId(Wrong),
        };
        using var function = new LocalReplayFunction(stack.Local.Lambda);
        var request = new ReplayRequest(ReplayAction.Run, new RunId("demo-wrong-rate"), definition);
        try
        {
            await function.InvokeAsync(ReplayRequestWriter.Write(request), cancellationToken);
            return false;
        }
        catch (CommandException refusal)
        {
            return refusal.Problem.What.Contains("on hold", StringComparison.Ordinal);
        }
    }

    /// <summary>By another JSON library and plain arithmetic.</summary>
    private static string Corrected(SourceEvent one)
    {
        var json = JsonNode.Parse(one.Data.Span)!.AsObject();
        if (json["original_value"] is JsonValue value && value.TryGetValue<decimal>(out var number))
        {
            json["status"] = "processed";
            json["recalculated_value"] = number * Rate;
        }

        return json.ToJsonString();
    }
}

/// <param name="ReplayRefused">A replay that asked to follow the wrong one was refused.</param>
internal sealed record DemoTrials(DemoTrialOutcome WrongRate, bool ReplayRefused, DemoTrialOutcome RightRate)
{
    /// <summary>The trial told right from wrong.</summary>
    public bool AreAsTheyMust => !WrongRate.Passed && ReplayRefused && RightRate.Passed && RightRate.Changed == 0;
}

/// <param name="Changed">Events whose result is not the one worked out by hand.</param>
internal sealed record DemoTrialOutcome(bool Passed, long Events, long Changed, string Reason);
