using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EventRecovery.Cli.Audit;
using EventRecovery.Cli.Commands.Versions;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Reports;
using EventRecovery.Cli.Runtime;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Reporting;

/// <summary><c>recover report</c>.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The run to report on." };
    private static readonly Option<FileInfo?> Output = new("--output")
    {
        Description = "Write it here. Default: beside the results, as reports/RUN.html.",
        HelpName = "FILE.html",
    };
    private static readonly Option<bool> Open = new("--open")
    {
        Description = "Open it in the browser, from a temporary file unless --output names one.",
    };
    private static readonly Option<FileInfo?> AuditFile = new("--audit")
    {
        Description = "What recover audit --json printed after the run; it decides about the verdict too.",
        HelpName = "FILE.json",
    };

    private static readonly Option<FileInfo?> BeforeFile = new("--audit-before")
    {
        Description = "What recover audit --json printed before the run: where the timeline starts from.",
        HelpName = "FILE.json",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command(
            "report",
            "Write one HTML file on a run: verdict, timeline, changes, proof, cost, and the way back."
        )
        {
            Run,
            Output,
            Open,
            AuditFile,
            BeforeFile,
            TableOption.Table,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var run = RunResultsOf.NameOf(invocation.Get(Run)!).Run;
        var audit = await AuditAsync(invocation, AuditFile);
        var before = await AuditAsync(invocation, BeforeFile);
        var manifest = await resources.ManifestAsync(run, invocation.CancellationToken);
        var sources = new ReportSources(resources.Runs, resources.Checkpoints, resources.Versions, resources.Objects);
        var builder = new ReportBuilder(sources, invocation.Surroundings.Time);
        var report = await builder.BuildAsync(manifest, audit, before, invocation.CancellationToken);
        var address = await WriteAsync(invocation, resources, run.Value, ReportPage.Of(report));
        var verdict = report.IsSafe ? "safe to publish" : "hold";
        invocation.Terminal.People.MarkupLineInterpolated($"{run}: {verdict}\n{address.ToString()}");
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                new ReportWritten(report.IsSafe, run.Value, address),
                OutputJson.Default.ReportWritten
            );
        }

        if (invocation.Get(Open))
        {
            using var browser = Process.Start(new ProcessStartInfo(address.LocalPath) { UseShellExecute = true });
        }

        return report.IsSafe ? ExitCode.Ok : ExitCode.FoundWrong;
    }

    private static async Task<Uri> WriteAsync(Invocation invocation, Resources resources, string run, string page)
    {
        var html = Encoding.UTF8.GetBytes(page);
        var file =
            invocation.Get(Output)
            ?? (invocation.Get(Open) ? new FileInfo(Path.Combine(Path.GetTempPath(), $"{run}.html")) : null);
        if (file is null)
        {
            return await resources.Objects.PutAsync($"reports/{run}.html", html, invocation.CancellationToken);
        }

        file.Directory?.Create();
        await File.WriteAllBytesAsync(file.FullName, html, invocation.CancellationToken);
        return new Uri(file.FullName);
    }

    private static async Task<AuditJson?> AuditAsync(Invocation invocation, Option<FileInfo?> option)
    {
        if (invocation.Get(option) is not { } file)
        {
            return null;
        }

        try
        {
            var json = await File.ReadAllBytesAsync(file.FullName, invocation.CancellationToken);
            return JsonSerializer.Deserialize(json, OutputJson.Default.AuditJson);
        }
        catch (JsonException wrong)
        {
            throw Usage.Wrong($"{file} is not what recover audit --json prints: {wrong.Message}");
        }
    }
}

/// <summary>What <c>recover report --json</c> prints.</summary>
/// <param name="Ok">It is safe to publish.</param>
internal sealed record ReportWritten(bool Ok, string RunId, Uri Report);
