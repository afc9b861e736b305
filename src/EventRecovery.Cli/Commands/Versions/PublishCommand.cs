using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Commands.Versions;

/// <summary><c>recover publish</c>.</summary>
internal static class PublishCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The replay whose results shall count." };

    public static Command Create(Surroundings surroundings) =>
        new Command("publish", "Put a replay's results on the recovered stream again, as the active version.")
        {
            Run,
            TableOption.Table,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var run = RunResultsOf.NameOf(invocation.Get(Run)!).Run;
        var manifest = await resources.ManifestAsync(run, invocation.CancellationToken);
        if (manifest.Mode != "replay")
        {
            // The claim log must decide which copy of an event a recalculation publishes, and only a replay asks it.
            throw Usage.Wrong(
                $"{run} is a {manifest.Mode}: nothing of it was published yet",
                $"Publish it with a replay that refuses to start unless the trial has passed: \"after\": \"{run}\"."
            );
        }

        return await invocation.SwitchAsync(
            "Publishing",
            resources,
            (publisher, progress) => publisher.PublishAsync(manifest, progress, invocation.CancellationToken)
        );
    }
}
