using System.CommandLine;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay;

namespace EventRecovery.Cli.Commands.Checkpoints;

/// <summary><c>recover checkpoint</c>: how far a run has durably got, shard by shard, for when a person must step in.</summary>
internal static class CheckpointCommand
{
    public static readonly Argument<string> Run = new("RUN") { Description = "The run's name." };

    public static Command Create(Surroundings surroundings) =>
        new("checkpoint", "Look at how far a run has got in each shard, and move it by hand.")
        {
            TableOption.Table,
            CheckpointShowCommand.Create(surroundings),
            CheckpointSetCommand.Create(surroundings),
        };

    /// <summary>The run that the command line names.</summary>
    public static async Task<ReplayRun> RunAsync(this Invocation invocation, Resources resources) =>
        RunId.TryParse(invocation.Get(Run), out var id)
        && await resources.Runs.FindAsync(id, invocation.CancellationToken) is { } run
            ? run
            : throw Usage.Wrong($"there is no run {invocation.Get(Run)}", "Look at: recover runs");
}
