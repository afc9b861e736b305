using System.CommandLine;
using EventRecovery.Anomalies;
using EventRecovery.Cli.Anomalies;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using Spectre.Console;

namespace EventRecovery.Cli.Commands;

/// <summary><c>recover anomalies</c>: the detector that trials, replays and audits use, on a series of one's own.</summary>
internal static class AnomaliesCommand
{
    private const string StandardInput = "-";

    private static readonly Argument<string> File = new("FILE")
    {
        Description = "CSV with the columns timestamp and value. Without it, or with -: standard input.",
        DefaultValueFactory = _ => StandardInput,
    };

    private static readonly Option<FileInfo?> Target = new("--output")
    {
        Description = "Write the scores to this file instead of standard output.",
        HelpName = "FILE",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command(
            "anomalies",
            "Score how unusual each row of a series is, by what came before it: timestamp,value,anomaly_score. "
                + "Scores lie in [0, 1]; 0.5 and above is an alarm."
        )
        {
            File,
            Target,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var target = invocation.Get(Target);
        if (terminal.IsJson && target is null)
        {
            throw Usage.Wrong("--json needs --output: both want standard output");
        }

        var time = invocation.Surroundings.Time;
        var began = time.GetTimestamp();
        var totals = await ScoreAsync(invocation, target);
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        var report = new AnomaliesReport(
            true,
            totals.Rows,
            totals.Alarms,
            totals.Missing,
            AnomalyDetector.AlarmScore,
            Math.Round(totals.Rows / Math.Max(seconds, 1e-6))
        );
        if (terminal.IsJson)
        {
            await terminal.WriteJsonAsync(report, OutputJson.Default.AnomaliesReport);
        }

        // Standard output is the scores', so that they can be piped.
        terminal.Errors.MarkupLineInterpolated(
            $"{report.Rows:N0} rows, {report.Alarms:N0} of them alarms (score ≥ {report.AlarmScore}), {report.Missing:N0} without a value; {report.RowsPerSecond:N0} rows/s"
        );
        return ExitCode.Ok;
    }

    private static async Task<SeriesTotals> ScoreAsync(Invocation invocation, FileInfo? target)
    {
        var name = invocation.Get(File) ?? StandardInput;
        await using var input = Open(invocation, name);
        await using var file = target is null ? null : Create(target, name);
        try
        {
            var output = file ?? invocation.Surroundings.Output.Bytes;
            return await SeriesScoring.RunAsync(input, output, invocation.CancellationToken);
        }
        catch (CsvException wrong)
        {
            throw new CommandException(
                ExitCode.FoundWrong,
                new Problem(
                    $"{(name == StandardInput ? "the input" : name)} cannot be read beyond line {wrong.Line}: {wrong.Message}"
                )
                {
                    Kept = "The rows before it are scored and written.",
                    Next = "Correct the line and run the command again.",
                },
                wrong
            );
        }
    }

    private static Stream Open(Invocation invocation, string name)
    {
        if (name != StandardInput)
        {
            return System.IO.File.Exists(name)
                ? System.IO.File.OpenRead(name)
                : throw Usage.Wrong($"there is no file {name}");
        }
        if (invocation.Surroundings.InputIsTerminal)
        {
            throw Usage.Wrong("there is nothing to score", "Name a file, or pipe one in: recover anomalies FILE.csv");
        }
        return invocation.Surroundings.Input;
    }

    private static FileStream Create(FileInfo target, string name)
    {
        if (name != StandardInput && string.Equals(target.FullName, Path.GetFullPath(name), StringComparison.Ordinal))
        {
            throw Usage.Wrong("--output names the file that is read; name another");
        }
        try
        {
            return target.Create();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Usage.Wrong($"{target} cannot be written: {exception.Message}");
        }
    }
}

/// <param name="AlarmScore">From this score on a row is an alarm.</param>
internal sealed record AnomaliesReport(
    bool Ok,
    long Rows,
    long Alarms,
    long Missing,
    double AlarmScore,
    double RowsPerSecond
);
