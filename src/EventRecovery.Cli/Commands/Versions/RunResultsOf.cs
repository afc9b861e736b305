using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Commands.Versions;

/// <summary>Finds what a person names on the command line, or says why it is not there.</summary>
internal static class RunResultsOf
{
    public static VersionName NameOf(string text) =>
        VersionName.TryParse(text, out var name)
            ? name
            : throw Usage.Wrong(
                $"\"{text}\" is no run or version",
                "Write RUN, or RUN@NUMBER as recover versions shows it."
            );

    /// <summary>The results of the run that a run or a version is of.</summary>
    public static async Task<ResultManifest> ManifestAsync(
        this Resources resources,
        RunId run,
        CancellationToken cancellationToken
    ) =>
        await new ResultReader(resources.Objects).FindAsync(run, cancellationToken)
        ?? throw new CommandException(
            ExitCode.CannotRun,
            await resources.Runs.FindAsync(run, cancellationToken) is { } known
                ? new Problem($"{run} has no results yet: it is {known.State.ToString().ToLowerInvariant()}")
                {
                    Next = known.IsFinal
                        ? "Its results were not kept, or are in another bucket."
                        : $"They are there when it is complete: recover watch {run}",
                }
                : new Problem($"there is no run {run}") { Next = "List them: recover runs" }
        );
}
