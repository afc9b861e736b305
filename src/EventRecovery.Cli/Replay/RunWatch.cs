using System.Text;
using EventRecovery.Cli.Commands.Replay;
using EventRecovery.Cli.Output;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;
using Spectre.Console;

namespace EventRecovery.Cli.Replay;

/// <summary>Shows a run while it goes on: redrawn on a terminal, elsewhere a line now and then, and each message once.</summary>
internal sealed class RunWatch(Terminal terminal)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Between two lines of a pipe that say nothing but how far it is.</summary>
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(15);

    private readonly TimeProvider time = terminal.Surroundings.Time;
    private (ReplayReply Reply, long At)? before;
    private readonly HashSet<string> told = [];
    private (string State, string Line, long At)? shown;

    public static CommandException Interrupted(string run, string command) =>
        new(
            ExitCode.Interrupted,
            new Problem("interrupted")
            {
                Kept = $"The run {run} is safe: its checkpoints are saved, and what is done is not repeated.",
                Next = $"Come back with: recover {command} {run}",
            }
        );

    /// <summary>Asks where the run stands, again and again, until nothing will change it.</summary>
    public Task<(ReplayReply Reply, ReadOnlyMemory<byte> Json)> UntilItEndsAsync(
        ReplayFunction replayer,
        string run,
        CancellationToken cancellationToken
    ) =>
        DrawAsync(
            $"Ctrl-C leaves the run alone; recover watch {run} comes back.",
            reply => IdleRun.Warning(reply, time.GetUtcNow()),
            async draw =>
            {
                while (true)
                {
                    var answer = await replayer.InvokeAsync(
                        RequestOptions.ActionRequest(run, ReplayAction.Status),
                        cancellationToken
                    );
                    draw(answer.Reply);
                    if (!answer.Reply.IsUnderWay)
                    {
                        return answer;
                    }

                    await Task.Delay(Interval, time, cancellationToken);
                }
            }
        );

    /// <summary>Shows where the run stands while something else drives it.</summary>
    public Task<(ReplayReply Reply, ReadOnlyMemory<byte> Json)> WhileAsync(
        ReplayFunction replayer,
        string run,
        Func<Action<ReplayReply>, Task<(ReplayReply Reply, ReadOnlyMemory<byte> Json)>> drive,
        CancellationToken cancellationToken
    ) =>
        DrawAsync(
            $"Ctrl-C leaves the run safe; recover replay --run {run} goes on.",
            _ => null,
            async draw =>
            {
                var driving = drive(draw);
                while (await Task.WhenAny(driving, Task.Delay(Interval, time, cancellationToken)) != driving)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await LookAsync(replayer, run, draw, cancellationToken);
                }

                return await driving;
            }
        );

    // Only a look: the run may not exist yet, or the service be busy, and neither is this one's trouble.
    private static async Task LookAsync(
        ReplayFunction replayer,
        string run,
        Action<ReplayReply> draw,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var request = RequestOptions.ActionRequest(run, ReplayAction.Status);
            draw((await replayer.InvokeAsync(request, cancellationToken)).Reply);
        }
        catch (Exception failure) when (failure is CommandException or TransientFailureException)
        {
            draw(new ReplayReply { RunId = run, State = "running" });
        }
    }

    private async Task<(ReplayReply Reply, ReadOnlyMemory<byte> Json)> DrawAsync(
        string hint,
        Func<ReplayReply, string?> warning,
        Func<Action<ReplayReply>, Task<(ReplayReply Reply, ReadOnlyMemory<byte> Json)>> work
    )
    {
        if (!terminal.IsLive)
        {
            return await work(reply => WriteLine(reply, warning(reply)));
        }

        return await terminal
            .People.Live(new Markup(""))
            .StartAsync(live =>
                work(reply => live.UpdateTarget(RunView.Of(reply, Progress(reply), hint, warning(reply))))
            );
    }

    private void WriteLine(ReplayReply reply, string? warning)
    {
        var state = RunView.State(reply.State);
        var line = RunView.Headline(reply, RunProgress.Of(reply));
        var now = time.GetTimestamp();
        var isNews =
            shown is not { } last
            || state != last.State
            || (line != last.Line && time.GetElapsedTime(last.At, now) >= LineInterval);
        if (isNews)
        {
            shown = (state, line, now);
            terminal.People.MarkupLine(line);
        }

        if (reply.Trial is not null && told.Add(nameof(TrialReply)))
        {
            var lines = new StringBuilder();
            TrialView.Write(lines, reply);
            terminal.People.Markup(lines.ToString());
        }

        foreach (var message in RunView.Messages(reply).Where(told.Add))
        {
            terminal.People.MarkupLineInterpolated($"  {message}");
        }

        // Once, though its words change as time goes by.
        if (warning is not null && told.Add(nameof(IdleRun)))
        {
            terminal.People.MarkupLineInterpolated($"  {warning}");
        }
    }

    private RunProgress Progress(ReplayReply reply)
    {
        var now = time.GetTimestamp();
        var progress = before is { } last
            ? RunProgress.Of(reply, last.Reply, time.GetElapsedTime(last.At, now))
            : RunProgress.Of(reply);
        before = (reply, now);
        return progress;
    }
}
