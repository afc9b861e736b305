using System.CommandLine;
using EventRecovery.Cli.Replay;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Cli.Commands.Replay;

/// <summary><c>recover status</c>, <c>watch</c> and <c>cancel</c>: one run, by its name.</summary>
internal static class RunCommands
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The run's name." };

    public static Command Status(Surroundings surroundings) =>
        OfRun(
            "status",
            "Say where a run stands.",
            surroundings,
            invocation => AskAsync(invocation, ReplayAction.Status)
        );

    public static Command Cancel(Surroundings surroundings) =>
        OfRun(
            "cancel",
            "Stop a run for good. What it recovered stays, and another run does not repeat it.",
            surroundings,
            invocation => AskAsync(invocation, ReplayAction.Cancel)
        );

    public static Command Watch(Surroundings surroundings) =>
        OfRun("watch", "Watch a run until it ends. Ctrl-C leaves the run alone.", surroundings, WatchAsync);

    private static Command OfRun(
        string name,
        string description,
        Surroundings surroundings,
        Func<Invocation, Task<ExitCode>> action
    ) =>
        new Command(name, description) { Run, RequestOptions.Stack, RequestOptions.Function }.Does(
            surroundings,
            action
        );

    private static async Task<ExitCode> AskAsync(Invocation invocation, ReplayAction action)
    {
        using var replayer = invocation.Replayer();
        var request = RequestOptions.ActionRequest(invocation.Get(Run)!, action);
        var (reply, json) = await replayer.InvokeAsync(request, invocation.CancellationToken);
        var warning = IdleRun.Warning(reply, invocation.Surroundings.Time.GetUtcNow());
        invocation.Terminal.People.Write(RunView.Of(reply, RunProgress.Of(reply), warning: warning));
        await invocation.Terminal.PassOnAsync(json);
        return reply.State == "failed" ? ExitCode.FoundWrong : ExitCode.Ok;
    }

    private static async Task<ExitCode> WatchAsync(Invocation invocation)
    {
        var run = invocation.Get(Run)!;
        using var replayer = invocation.Replayer();
        try
        {
            var (reply, json) = await new RunWatch(invocation.Terminal).UntilItEndsAsync(
                replayer,
                run,
                invocation.CancellationToken
            );
            await invocation.Terminal.PassOnAsync(json);
            return reply.State == "failed" ? ExitCode.FoundWrong : ExitCode.Ok;
        }
        catch (OperationCanceledException) when (invocation.CancellationToken.IsCancellationRequested)
        {
            throw RunWatch.Interrupted(run, "watch");
        }
    }
}
