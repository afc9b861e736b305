using System.CommandLine;
using System.Globalization;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Versions;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Versions;

/// <summary><c>recover versions</c>.</summary>
internal static class VersionsCommand
{
    public static Command Create(Surroundings surroundings) =>
        new Command(
            "versions",
            "List what was published for each window, the active version last. Nothing is ever taken out."
        )
        {
            TableOption.Table,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var histories = new List<VersionHistory>();
        await foreach (var history in resources.Versions.ListAsync(invocation.CancellationToken))
        {
            histories.Add(history);
        }

        Show(invocation.Terminal.People, histories);
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                new VersionsReport(true, [.. histories.Select(WindowReport.Of)]),
                OutputJson.Default.VersionsReport
            );
        }

        return ExitCode.Ok;
    }

    private static void Show(IAnsiConsole console, List<VersionHistory> histories)
    {
        if (histories.Count == 0)
        {
            console.MarkupLine("Nothing was published yet.");
        }

        foreach (var history in histories)
        {
            var window = history.Scope.Window;
            console.MarkupLineInterpolated(
                $"[bold]{history.Scope.Stream}[/]  {Time(window.From)} to {Time(window.To)}"
            );
            foreach (var version in history.Published)
            {
                var (mark, word) = version == history.Active ? ("●", "active") : ("○", "");
                var line = $"  {mark} {version.Name, -24}  {Time(version.At)}  {Undoing(version.Undoes)}{word}";
                console.MarkupLineInterpolated($"{line.TrimEnd()}");
            }

            if (history.Pending is { } pending)
            {
                console.MarkupLineInterpolated(
                    $"  [yellow]… {pending.Name, -24}  {Time(pending.BeganAt)}  {Undoing(pending.Undoes)}being published, {pending.ObjectsPut} objects done[/]"
                );
            }
        }
    }

    private static string Undoing(VersionName? undone) => undone is { } name ? $"undoes {name}  " : "";

    internal static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What <c>recover versions --json</c> prints.</summary>
internal sealed record VersionsReport(bool Ok, IReadOnlyList<WindowReport> Windows);

internal sealed record WindowReport(
    string Stream,
    DateTimeOffset From,
    DateTimeOffset To,
    string? Active,
    IReadOnlyList<VersionReport> Versions,
    VersionReport? Pending
)
{
    public static WindowReport Of(VersionHistory history) =>
        new(
            history.Scope.Stream.Value,
            history.Scope.Window.From,
            history.Scope.Window.To,
            history.Active?.Name.ToString(),
            [
                .. history.Published.Select(version => new VersionReport(
                    version.Name.ToString(),
                    version.Name.Run.Value,
                    version.Undoes?.ToString(),
                    version.At
                )),
            ],
            history.Pending is { } pending
                ? new VersionReport(
                    pending.Name.ToString(),
                    pending.Name.Run.Value,
                    pending.Undoes?.ToString(),
                    pending.BeganAt
                )
                : null
        );
}

/// <param name="Name">The run, or the run with the version's number where it was published again.</param>
/// <param name="Run">Whose results it has.</param>
internal sealed record VersionReport(string Name, string Run, string? Undoes, DateTimeOffset At);
