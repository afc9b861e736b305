using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Replay;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Cli.Commands.Replay;

/// <summary><c>recover replay</c>: starts a run or takes it up, and sees it through.</summary>
internal static class ReplayCommand
{
    public static Command Create(Surroundings surroundings) =>
        new Command("replay", "Read a window of a stream again and recover its events. The same command resumes.")
            .WithRequest()
            .WithAfter()
            .Does(surroundings, invocation => RunAsync(invocation, asTrial: false));

    /// <summary><c>recover trial</c>: the same, and nothing is published.</summary>
    public static Command Trial(Surroundings surroundings) =>
        new Command(
            "trial",
            "Recalculate a window and compare it with a baseline. Publishes nothing; ends with 1 where a gate holds it."
        )
            .WithRequest()
            .WithTrial()
            .Does(surroundings, invocation => RunAsync(invocation, asTrial: true));

    private static async Task<ExitCode> RunAsync(Invocation invocation, bool asTrial)
    {
        var request = await invocation.RequestAsync(asPlan: false, asTrial);
        var run = RunOf(request);
        using var replayer = invocation.Replayer();
        var watch = new RunWatch(invocation.Terminal);
        try
        {
            var driver = new ReplayDriver(replayer, invocation.Surroundings.Time);
            var (reply, json) = await watch.WhileAsync(
                replayer,
                run,
                show => driver.RunAsync(request, show, invocation.CancellationToken),
                invocation.CancellationToken
            );
            await invocation.Terminal.PassOnAsync(json);
            return reply.State == "complete" && reply.Trial?.LetsReplayFollow != false
                ? ExitCode.Ok
                : ExitCode.FoundWrong;
        }
        catch (OperationCanceledException) when (invocation.CancellationToken.IsCancellationRequested)
        {
            throw RunWatch.Interrupted(run, asTrial ? "trial --run" : "replay --run");
        }
    }

    private static string RunOf(byte[] request) =>
        ReplayRequestReader.Read(request).Request?.RunId?.Value ?? throw Usage.Wrong("name the run: --run NAME");
}
