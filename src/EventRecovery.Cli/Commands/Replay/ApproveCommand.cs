using System.CommandLine;
using EventRecovery.Cli.Replay;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Cli.Commands.Replay;

/// <summary><c>recover approve</c>: a person answers for a trial that is on hold.</summary>
internal static class ApproveCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The trial's name." };
    private static readonly Option<string> Why = new("--why")
    {
        Description = "The reason, kept with the run.",
        HelpName = "TEXT",
        Required = true,
    };
    private static readonly Option<string?> By = new("--by")
    {
        Description = "Who approves. Default: the user that is logged in.",
        HelpName = "NAME",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("approve", "Let a replay follow a trial that is on hold. Who, when and why are kept.")
        {
            Run,
            Why,
            By,
            RequestOptions.Stack,
            RequestOptions.Function,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        var name = invocation.Get(Run)!;
        if (!RunId.TryParse(name, out var run))
        {
            throw Usage.Wrong($"\"{name}\" is not a run id", "See: recover runs");
        }

        var by =
            invocation.Get(By)
            ?? invocation.Surroundings.Variable("USER")
            ?? invocation.Surroundings.Variable("USERNAME")
            ?? throw Usage.Wrong("nobody is known to approve it", "Say who does: --by NAME");
        var approval = new ApprovalText(by, invocation.Get(Why)!);
        using var replayer = invocation.Replayer();
        var (reply, json) = await replayer.InvokeAsync(
            ReplayRequestWriter.Write(new ReplayRequest(ReplayAction.Approve, run, Approval: approval)),
            invocation.CancellationToken
        );
        invocation.Terminal.People.Write(RunView.Of(reply, RunProgress.Of(reply)));
        await invocation.Terminal.PassOnAsync(json);
        return ExitCode.Ok;
    }
}
