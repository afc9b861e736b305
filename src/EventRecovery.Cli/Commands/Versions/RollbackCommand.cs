using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Commands.Versions;

/// <summary><c>recover rollback</c>.</summary>
internal static class RollbackCommand
{
    private static readonly Argument<string> Version = new("RUN")
    {
        Description = "The version to undo: a run, or RUN@NUMBER as recover versions shows it.",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command(
            "rollback",
            "Undo a version: put the one before it on the recovered stream again, as a new version. The same command resumes."
        )
        {
            Version,
            TableOption.Table,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var undo = RunResultsOf.NameOf(invocation.Get(Version)!);
        var scope = await ScopeAsync(resources, undo.Run, invocation.CancellationToken);
        return await invocation.SwitchAsync(
            "Rolling back",
            resources,
            (publisher, progress) => publisher.RollBackAsync(scope, undo, progress, invocation.CancellationToken)
        );
    }

    private static async Task<VersionScope> ScopeAsync(
        Resources resources,
        RunId id,
        CancellationToken cancellationToken
    )
    {
        var run =
            await resources.Runs.FindAsync(id, cancellationToken)
            ?? throw Usage.Wrong($"there is no run {id}", "List what was published: recover versions");
        return run switch
        {
            { Definition.Mode: not ReplayMode.Replay } => throw Usage.Wrong(
                $"{id} has published nothing: it is no replay"
            ),
            { State: RunState.Running } => throw new CommandException(
                ExitCode.FoundWrong,
                new Problem($"{id} is still publishing")
                {
                    Kept = "Nothing was changed.",
                    Next = $"Stop it first: recover cancel {id}",
                }
            ),
            _ => new VersionScope(run.Definition.Stream, run.Definition.Window),
        };
    }
}
