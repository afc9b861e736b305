using System.CommandLine;
using System.Globalization;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Streams;
using EventRecovery.Text;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Retention;

/// <summary><c>recover retention extend</c>: time to recover what the stream is about to forget.</summary>
internal static class RetentionCommand
{
    private static readonly Option<string> Stream = new("--stream")
    {
        Description = "The stream.",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = "How long it shall keep its records, such as 72h or 7d; at most 365d.",
        HelpName = "TIME",
        Required = true,
    };

    private static readonly Option<bool> Apply = new("--apply")
    {
        Description = "Do it. Without this, only say what would be done.",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("retention", "Look after how long a stream keeps its records.")
        {
            new Command(
                "extend",
                "Have a stream keep its records longer. Only says what it would do, unless --apply is given."
            )
            {
                Stream,
                To,
                Apply,
            }.Does(surroundings, RunAsync),
        };

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        if (
            !Durations.TryParse(invocation.Get(To), out var to)
            || to > IStreamRetention.Longest
            || to < TimeSpan.FromHours(1)
        )
        {
            throw Usage.Wrong($"--to {invocation.Get(To)} is not a retention", "Write 25h to 365d, e.g. 72h or 7d.");
        }

        using var connections = invocation.Surroundings.Sources();
        var stream = new StreamName(invocation.Get(Stream)!);
        var now = await connections.Streams.DescribeAsync(stream, invocation.CancellationToken);
        var raises = to > now.Retention;
        if (raises && invocation.Get(Apply))
        {
            await connections.Retention.ExtendAsync(stream, to, invocation.CancellationToken);
        }

        var report = new RetentionReport(
            true,
            stream.Value,
            now.Retention.TotalHours,
            to.TotalHours,
            raises && invocation.Get(Apply)
        );
        invocation.Terminal.People.MarkupLineInterpolated($"{Told(report, raises)}");
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(report, OutputJson.Default.RetentionReport);
        }

        return ExitCode.Ok;
    }

    private static string Told(RetentionReport report, bool raises)
    {
        var (from, to) = (Hours(report.FromHours), Hours(report.ToHours));
        return !raises
                ? $"{report.Stream} keeps its records for {from} already; a shorter retention would forget some. Nothing was changed."
            : report.Applied
                ? $"{report.Stream} keeps its records for {to} now, instead of {from}. What had left it before does not come back."
            : $"{report.Stream} would keep its records for {to} instead of {from}. Nothing was changed; add --apply.";
    }

    private static string Hours(double hours) => string.Create(CultureInfo.InvariantCulture, $"{hours:0} h");
}

/// <param name="FromHours">As it was.</param>
/// <param name="ToHours">As asked for.</param>
internal sealed record RetentionReport(bool Ok, string Stream, double FromHours, double ToHours, bool Applied);
