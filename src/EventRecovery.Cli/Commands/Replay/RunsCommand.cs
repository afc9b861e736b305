using System.CommandLine;
using System.Globalization;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Replay;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Replay;

/// <summary><c>recover runs</c>.</summary>
internal static class RunsCommand
{
    public static Command Create(Surroundings surroundings) =>
        new Command("runs", "List replays, the newest first.") { TableOption.Table }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var runs = new List<ReplayRun>();
        await foreach (var run in resources.Runs.ListAsync(invocation.CancellationToken))
        {
            runs.Add(run);
        }

        runs.Sort((a, b) => b.CreatedAt.CompareTo(a.CreatedAt));
        Show(invocation.Terminal.People, runs);
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                new RunsReport(true, [.. runs.Select(RunReport.Of)]),
                OutputJson.Default.RunsReport
            );
        }

        return ExitCode.Ok;
    }

    private static void Show(IAnsiConsole console, List<ReplayRun> runs)
    {
        if (runs.Count == 0)
        {
            console.MarkupLine("There are no runs yet.");
            return;
        }

        var width = runs.Max(run => run.Id.Value.Length);
        foreach (var run in runs)
        {
            var window = run.Definition.Window;
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Id.Value.PadRight(width)}  {run.State.ToString().ToLowerInvariant(), -9}  {run.Definition.Version}  {run.Definition.Stream}  {window.From.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z to {window.To.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"
            );
            console.MarkupLineInterpolated($"{line}");
        }
    }
}

/// <summary>What <c>recover runs --json</c> prints.</summary>
internal sealed record RunsReport(bool Ok, IReadOnlyList<RunReport> Runs);

internal sealed record RunReport(
    string RunId,
    string State,
    string Stream,
    string Version,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset CreatedAt,
    int Attempt,
    string? Failure
)
{
    public static RunReport Of(ReplayRun run) =>
        new(
            run.Id.Value,
            run.State.ToString().ToLowerInvariant(),
            run.Definition.Stream.Value,
            run.Definition.Version.ToString(),
            run.Definition.Window.From,
            run.Definition.Window.To,
            run.CreatedAt,
            run.Attempt,
            run.Failure
        );
}
