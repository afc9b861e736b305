using EventRecovery.Cli.Replay;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Cli.Demo;

/// <summary>The demo's replay: the window in which its events arrived, under the version that the Reprocessor runs.</summary>
internal static class DemoReplay
{
    public const string Run = "demo";

    public static async Task<ReplayReply> RunAsync(
        DemoStack stack,
        ReplayWindow window,
        DemoArchive archive,
        TimeProvider time,
        Action<ReplayReply> progress,
        CancellationToken cancellationToken
    )
    {
        var definition = new RunDefinition(
            stack.Local.Options.Streams.Source,
            window,
            DemoTrial.RightVersion,
            ReplayMode.Replay
        )
        {
            Archive = DemoArchive.Prefix,
            Seam = archive.Seam,
            After = new RunId(DemoTrial.Right),
        };
        using var function = new LocalReplayFunction(stack.Local.Lambda);
        var request = ReplayRequestWriter.Write(new ReplayRequest(ReplayAction.Run, new RunId(Run), definition));
        var (reply, _) = await new ReplayDriver(function, time).RunAsync(request, progress, cancellationToken);
        return reply.State == "complete"
            ? reply
            : throw new Output.CommandException(
                ExitCode.FoundWrong,
                new Output.Problem($"the replay is {reply.State}") { Where = reply.Messages }
            );
    }
}
