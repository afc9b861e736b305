using Spectre.Console;

namespace EventRecovery.Cli.Output;

/// <summary>Prints problems for people, or gives them to machines.</summary>
internal static class ProblemView
{
    public static async Task ShowAsync(this Terminal terminal, Problem problem, ExitCode exitCode)
    {
        Print(terminal.Errors, problem, exitCode);
        if (terminal.IsJson)
        {
            await terminal.WriteJsonAsync(
                new ProblemReport(false, (int)exitCode, problem.What, problem.Where, problem.Kept, problem.Next),
                OutputJson.Default.ProblemReport
            );
        }
    }

    private static void Print(IAnsiConsole console, Problem problem, ExitCode exitCode)
    {
        var (word, colour) = exitCode == ExitCode.Interrupted ? ("stopped", "yellow") : ("error", "red");
        console.MarkupLineInterpolated($"[bold {colour}]{word}:[/] {problem.What}");
        foreach (var place in problem.Where)
        {
            console.MarkupLineInterpolated($"  {place}");
        }

        foreach (var line in (string?[])[problem.Kept, problem.Next])
        {
            if (line is not null)
            {
                console.MarkupLineInterpolated($"{line}");
            }
        }
    }
}

/// <summary>A problem as machines read it.</summary>
internal sealed record ProblemReport(
    bool Ok,
    int ExitCode,
    string Error,
    IReadOnlyList<string> Where,
    string? Kept,
    string? Next
);
