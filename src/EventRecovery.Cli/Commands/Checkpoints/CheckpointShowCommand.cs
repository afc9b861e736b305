using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Cli.Commands.Checkpoints;

/// <summary><c>recover checkpoint show</c>.</summary>
internal static class CheckpointShowCommand
{
    public static Command Create(Surroundings surroundings) =>
        new Command("show", "Show a run's checkpoints: position, lease and fence of each shard.")
        {
            CheckpointCommand.Run,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var run = await invocation.RunAsync(resources);
        var saved = await resources.Checkpoints.LoadAsync(run.Id, invocation.CancellationToken);
        var now = invocation.Surroundings.Time.GetUtcNow();
        var checkpoints = saved.OrderBy(shard => shard.Key.Shard.Value, StringComparer.Ordinal).ToList();
        invocation.Terminal.People.Write(CheckpointView.Of(run, checkpoints, now));
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                new CheckpointsReport(
                    true,
                    run.Id.Value,
                    [.. checkpoints.Select(shard => CheckpointReport.Of(shard, now))]
                ),
                OutputJson.Default.CheckpointsReport
            );
        }

        return ExitCode.Ok;
    }
}
