using System.CommandLine;
using System.Globalization;
using EventRecovery.Audit.Ledger;
using EventRecovery.Cli.Audit;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Configuration;
using EventRecovery.Replay;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Audit;

/// <summary><c>recover audits</c>: what the Auditor found, without auditing again.</summary>
internal static class AuditsCommand
{
    private static readonly TimeSpan DefaultLength = TimeSpan.FromDays(1);

    private static readonly Argument<string> Name = new("NAME")
    {
        Description = $"Of the audit: the Auditor's {Variables.AuditName}, or that of recover audit --note.",
        DefaultValueFactory = _ => AuditSettings.DefaultName,
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "Begin of the time: RFC 3339, or HH:mm of today (UTC). Default: a day before its end.",
        HelpName = "TIME",
    };

    private static readonly Option<string?> To = new("--to")
    {
        Description = "End of the time, not included. Default: now.",
        HelpName = "TIME",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("audits", "Show what scheduled audits found, window by window: one small item each in the table.")
        {
            Name,
            From,
            To,
            TableOption.Table,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var time = Time(invocation);
        var name = invocation.Get(Name)!;
        var entries = new List<CompletenessEntry>();
        await foreach (var entry in resources.Ledger.ListAsync(name, time, invocation.CancellationToken))
        {
            entries.Add(entry);
        }

        Show(invocation.Terminal.People, name, time, entries);
        var ok = entries.All(entry => entry.Findings == 0);
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                new AuditsReport(ok, name, [.. entries.Select(LedgerWindowJson.Of)]),
                OutputJson.Default.AuditsReport
            );
        }

        return ok ? ExitCode.Ok : ExitCode.FoundWrong;
    }

    private static ReplayWindow Time(Invocation invocation)
    {
        var values = new AuditValues(invocation);
        var to = values.Time(To) ?? invocation.Surroundings.Time.GetUtcNow();
        var time = new ReplayWindow(values.Time(From) ?? to - DefaultLength, to);
        if (time.IsEmpty)
        {
            values.Wrong($"{To.Name} is not after {From.Name}");
        }

        values.ThrowIfWrong();
        return time;
    }

    private static void Show(IAnsiConsole console, string name, ReplayWindow time, List<CompletenessEntry> entries)
    {
        if (entries.Count == 0)
        {
            console.MarkupLineInterpolated($"No audit {name} noted anything of {time}.");
            return;
        }

        var findings = entries.Sum(entry => entry.Findings);
        var last = AuditTimeline.Short(entries.Max(entry => entry.AuditedAt));
        string[] lines =
        [
            findings == 0
                ? Text($"[green]✔[/] {entries.Count:N0} windows audited, nothing wrong in any")
                : Text(
                    $"[red]✘[/] {findings:N0} findings in {entries.Count(entry => entry.Findings > 0):N0} of {entries.Count:N0} windows"
                ),
            .. AuditTimeline.Of([.. entries.Select(TimelineRow.Of)]),
            $"[grey]Audited   last at {last}. Audit a window again to see which events, and why: recover audit[/]",
        ];
        console.MarkupLine(string.Join('\n', lines));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What <c>recover audits --json</c> prints.</summary>
/// <param name="Ok">No window has findings.</param>
internal sealed record AuditsReport(bool Ok, string Audit, IReadOnlyList<LedgerWindowJson> Windows);

/// <param name="Hash">Of what was expected, whatever its order.</param>
internal sealed record LedgerWindowJson(
    DateTimeOffset From,
    DateTimeOffset To,
    long Expected,
    long Processed,
    long Missing,
    long Wrong,
    long Findings,
    string Hash,
    DateTimeOffset AuditedAt
)
{
    public static LedgerWindowJson Of(CompletenessEntry entry) =>
        new(
            entry.Window.From,
            entry.Window.To,
            entry.Expected.Count,
            entry.Processed,
            entry.Missing,
            entry.Wrong,
            entry.Findings,
            AuditWindowJson.HashOf(entry.Expected),
            entry.AuditedAt
        );
}
