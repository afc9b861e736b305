using System.CommandLine;
using EventRecovery.Cli.Replay;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Cli.Commands.Replay;

/// <summary><c>recover plan</c>.</summary>
internal static class PlanCommand
{
    public static Command Create(Surroundings surroundings) =>
        new Command("plan", "Say what a replay of a window would do. Changes nothing.")
            .WithRequest()
            .Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        var request = await invocation.RequestAsync(asPlan: true);
        using var replayer = invocation.Replayer();
        var (reply, json) = await replayer.InvokeAsync(request, invocation.CancellationToken);
        var now = invocation.Surroundings.Time.GetUtcNow();
        var asked = ReplayRequestReader.Read(request).Request!;
        invocation.Terminal.People.Write(PlanView.Of(reply, asked, now));
        await invocation.Terminal.PassOnAsync(json);
        return ExitCode.Ok;
    }
}
