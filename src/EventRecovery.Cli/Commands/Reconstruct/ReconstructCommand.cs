using System.CommandLine;
using System.Globalization;
using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;
using EventRecovery.Audit.Reconstruct;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Events;
using EventRecovery.Json;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Reconstruct;

/// <summary><c>recover reconstruct</c>: events from logs, when neither stream nor archive has them.</summary>
internal static class ReconstructCommand
{
    private static readonly Option<string> Logs = Required(
        "--logs",
        "SOURCE",
        "The logs: s3://BUCKET/PREFIX, a file or a folder."
    );
    private static readonly Option<FileInfo> Mapping = RequiredFile(
        "--mapping",
        "FILE",
        "Which part of a line goes where in the event."
    );
    private static readonly Option<FileInfo> Output = RequiredFile(
        "--output",
        "FILE.jsonl",
        "Where the events go, one a line."
    );
    private static readonly Option<FileInfo?> Lost = new("--unrecoverable")
    {
        Description =
            "Where the lines are told that cannot be rebuilt, with what was missing. Default: only count them.",
        HelpName = "FILE.jsonl",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("reconstruct", "Turn lines of logs into events again, by a mapping file.")
        {
            Logs,
            Mapping,
            Output,
            Lost,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        using var connections = invocation.Surroundings.Sources();
        var (mapping, source) = await ReadAsync(invocation, connections);
        var reconstruction = new Reconstruction(
            mapping,
            new EventReader(EventFormat.Default, JsonLimits.Default),
            JsonLimits.Default
        );
        await using var output = Open(invocation.Get(Output)!);
        await using var lost = invocation.Get(Lost) is { } file ? Open(file) : Stream.Null;
        await using var findings = new FindingWriter(lost);
        try
        {
            await reconstruction.RunAsync(source, output, findings, invocation.CancellationToken);
        }
        catch (AuditSourceException damaged)
        {
            throw new CommandException(ExitCode.CannotRun, new Problem(damaged.Message), damaged);
        }

        return await ReportAsync(invocation, reconstruction);
    }

    private static async Task<(EventMapping, IAuditSource)> ReadAsync(
        Invocation invocation,
        SourceConnections connections
    )
    {
        var file = invocation.Get(Mapping)!;
        if (!file.Exists)
        {
            throw Usage.Wrong($"there is no file {file}");
        }

        try
        {
            var surroundings = invocation.Surroundings;
            var mapping = EventMapping.Read(await File.ReadAllBytesAsync(file.FullName, invocation.CancellationToken));
            var opener = new SourceOpener(
                () => connections.Streams,
                connections.Bucket,
                surroundings.Time,
                surroundings.Entropy,
                JsonLimits.Default.MaxBytes
            );
            return (mapping, opener.Open(SourceSpec.Parse(invocation.Get(Logs)!)));
        }
        catch (FormatException wrong)
        {
            throw Usage.Wrong(wrong.Message);
        }
    }

    private static async Task<ExitCode> ReportAsync(Invocation invocation, Reconstruction done)
    {
        var report = new ReconstructReport(done.Unrecoverable == 0, done.Rebuilt, done.Copies, done.Unrecoverable);
        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Rebuilt:N0} events rebuilt · {done.Copies:N0} copies left out · {done.Unrecoverable:N0} lines unrecoverable"
        );
        invocation.Terminal.People.MarkupLineInterpolated($"{told}");
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(report, OutputJson.Default.ReconstructReport);
        }

        return report.Ok ? ExitCode.Ok : ExitCode.FoundWrong;
    }

    private static FileStream Open(FileInfo file)
    {
        file.Directory?.Create();
        return new FileStream(file.FullName, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    private static Option<string> Required(string name, string value, string description) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            Required = true,
        };

    private static Option<FileInfo> RequiredFile(string name, string value, string description) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            Required = true,
        };
}

/// <param name="Copies">Lines about an event that another line had told already.</param>
internal sealed record ReconstructReport(bool Ok, long Rebuilt, long Copies, long Unrecoverable);
