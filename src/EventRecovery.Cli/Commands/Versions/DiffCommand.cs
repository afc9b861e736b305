using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Versions;
using EventRecovery.Versions.Diff;

namespace EventRecovery.Cli.Commands.Versions;

/// <summary><c>recover diff</c>.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> Before = new("BEFORE") { Description = "A run, or a version of it." };
    private static readonly Argument<string> After = new("AFTER") { Description = "The run to compare it with." };

    public static Command Create(Surroundings surroundings) =>
        new Command("diff", "Compare the results of two runs, event by event. Ends with 1 where they differ.")
        {
            Before,
            After,
            TableOption.Table,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var cancellationToken = invocation.CancellationToken;
        var before = await resources.ManifestAsync(RunResultsOf.NameOf(invocation.Get(Before)!).Run, cancellationToken);
        var after = await resources.ManifestAsync(RunResultsOf.NameOf(invocation.Get(After)!).Run, cancellationToken);
        var diff = await new ResultDiffer(resources.Objects).CompareAsync(before, after, cancellationToken);
        DiffView.Show(invocation.Terminal.People, before, after, diff);
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                new DiffReport(diff.IsSame, before.Run, after.Run, before.TotalHash, after.TotalHash, diff),
                OutputJson.Default.DiffReport
            );
        }

        return diff.IsSame ? ExitCode.Ok : ExitCode.FoundWrong;
    }
}

/// <summary>What <c>recover diff --json</c> prints.</summary>
/// <param name="Ok">They are the same.</param>
internal sealed record DiffReport(
    bool Ok,
    string Before,
    string After,
    string TotalHashBefore,
    string TotalHashAfter,
    ResultDiff Diff
);
