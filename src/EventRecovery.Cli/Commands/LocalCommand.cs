using System.CommandLine;
using System.Text.Json;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Cli.Stack;
using EventRecovery.Configuration;
using EventRecovery.Local.Stack;
using EventRecovery.Recalculation;
using Spectre.Console;

namespace EventRecovery.Cli.Commands;

/// <summary><c>recover local</c>: the stack of the demo, left running.</summary>
internal static class LocalCommand
{
    // What a person may set for the functions; the stack itself sets the rest.
    private static readonly string[] PassedOn =
    [
        Variables.Rates,
        Variables.ClaimSlots,
        Variables.ClaimWindow,
        Variables.ClaimTimeout,
        Variables.IdPointer,
        Variables.TimestampPointer,
        Variables.OrderKeyPointer,
        Variables.MaxEventBytes,
        Variables.AuditExpected,
        Variables.AuditProcessed,
        Variables.AuditCompare,
        Variables.AuditLength,
        Variables.AuditGrace,
    ];

    private static readonly Option<FileInfo?> PortsFile = new("--ports-file")
    {
        Description = "Write the JSON object to this file too, when everything is ready; removed at the end.",
        HelpName = "FILE",
    };

    private static readonly Option<DirectoryInfo?> Folder = new("--folder")
    {
        Description = "Where logs, objects and failed batches go. Default: a temporary folder, removed at the end.",
        HelpName = "FOLDER",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command(
            "local",
            "Run Kinesis, DynamoDB, the functions and a metrics endpoint here until Ctrl-C. Prints one JSON object with their addresses."
        )
        {
            PortsFile,
            ShardsOption.Shards,
            Folder,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        // The addresses are for machines whether or not somebody asked for JSON, so people's lines always go aside.
        var terminal = new Terminal(invocation.Surroundings, json: true);
        await using var folder = StackFolder.Open(invocation.Get(Folder));
        await using var stack = await new Steps(terminal).RunAsync(
            "Local stack",
            progress => LocalStack.StartAsync(Options(invocation, folder.Path), progress, invocation.CancellationToken),
            _ => $"files in {folder.Path}"
        );
        var report = LocalReport.Of(stack, VersionOf(invocation));
        await using var ports = await WritePortsAsync(invocation, report);
        await terminal.WriteJsonAsync(report, OutputJson.Default.LocalReport);
        terminal.People.WriteLine("In another terminal, for recover and for aws:");
        foreach (var (name, value) in report.Variables())
        {
            terminal.People.WriteLine($"  export {name}={value}");
        }

        terminal.People.MarkupLine("[grey]Ctrl-C stops it.[/]");
        await Task.Delay(Timeout.InfiniteTimeSpan, invocation.Surroundings.Time, invocation.CancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Ok;
    }

    private static LocalStackOptions Options(Invocation invocation, string folder) =>
        new()
        {
            Reprocessor = LambdaFiles.Reprocessor,
            Replayer = LambdaFiles.Replayer,
            Auditor = LambdaFiles.Auditor,
            Folder = folder,
            Shards = invocation.Get(ShardsOption.Shards),
            Variables = PassedOn
                .Select(name => KeyValuePair.Create(name, invocation.Surroundings.Variable(name) ?? ""))
                .Where(variable => variable.Value.Length > 0)
                .ToDictionary(),
        };

    // The settings that the functions will read, so that a mistake in them shows here and not in a log.
    private static RecalculationVersion VersionOf(Invocation invocation)
    {
        var settings = RecoverySettings.Read(name =>
            name switch
            {
                Variables.Table or Variables.RecoveredStream or Variables.Folder => "local",
                Variables.Bucket => null,
                _ => invocation.Surroundings.Variable(name),
            }
        );
        return RateAdjustment.Editions(settings.Rates).Last().Version;
    }

    private static async Task<PortsFile> WritePortsAsync(Invocation invocation, LocalReport report)
    {
        var ports = new PortsFile(invocation.Get(PortsFile));
        await ports.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(report, OutputJson.Default.LocalReport));
        return ports;
    }
}
