using System.CommandLine;
using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Ledger;
using EventRecovery.Cli.Audit;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Cli.Commands.Audit;

/// <summary><c>recover audit</c>.</summary>
internal static class AuditCommand
{
    private static readonly Option<FileInfo?> FindingsFile = new("--findings")
    {
        Description = "Write the findings here, one JSON object a line. Default: only count them.",
        HelpName = "FILE.jsonl",
    };

    private static readonly Option<string?> Note = new("--note")
    {
        Description =
            "Note in the table what each window held, under this name, for recover audits. Default: nothing is noted.",
        HelpName = "NAME",
    };

    public static Command Create(Surroundings surroundings)
    {
        var command = new Command(
            "audit",
            "Say which events are missing, wrong, doubled or late: reconcile what was expected with what was processed."
        ).WithSides();
        command.Options.Add(FindingsFile);
        command.Options.Add(TableOption.Table);
        command.Options.Add(Note);
        return command.Does(surroundings, RunAsync);
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        using var connections = invocation.Surroundings.Sources();
        await using var resources = invocation.Get(Note) is null ? invocation.ConnectIfNamed() : invocation.Connect();
        var request = AuditOptions.Request(invocation, connections, resources?.Parked);
        var file = invocation.Get(FindingsFile);
        var report = await AuditAsync(invocation, request, file);
        if (invocation.Get(Note) is { } name)
        {
            await NoteAsync(invocation, resources!.Ledger, name, report);
        }

        invocation.Terminal.People.Write(AuditView.Of(report, file?.ToString()));
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                AuditJson.Of(report, file?.ToString()),
                OutputJson.Default.AuditJson
            );
        }

        return report.Ok ? ExitCode.Ok : ExitCode.FoundWrong;
    }

    private static async Task<AuditReport> AuditAsync(Invocation invocation, AuditRequest request, FileInfo? file)
    {
        var surroundings = invocation.Surroundings;
        await using var output = file is null ? Stream.Null : OpenFindings(file);
        await using var writer = new FindingWriter(output);
        var folder = Directory.CreateTempSubdirectory("event-recovery-audit-");
        try
        {
            var progress = new AuditProgress();
            var runner = new AuditRunner(folder.FullName, surroundings.Time, surroundings.Entropy);
            return await new Steps(invocation.Terminal).RunAsync(
                "Audit",
                steps =>
                {
                    AuditProgress.TellIfItWaits(request, surroundings.Time.GetUtcNow(), steps);
                    AuditProgress.TellIfItReadsOn(request, surroundings.Time.GetUtcNow(), steps);
                    return runner.RunAsync(
                        request,
                        writer,
                        invocation.CancellationToken,
                        read => progress.Add(read, steps)
                    );
                },
                report => AuditProgress.Told(report),
                report => report.Ok ? StepMark.Done : StepMark.Attention
            );
        }
        catch (AuditSourceException damaged)
        {
            throw new CommandException(
                ExitCode.CannotRun,
                new Problem($"the audit cannot be right: {damaged.Message}") { Kept = "Nothing was changed." },
                damaged
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task NoteAsync(
        Invocation invocation,
        ICompletenessLedger ledger,
        string name,
        AuditReport report
    )
    {
        var now = invocation.Surroundings.Time.GetUtcNow();
        foreach (var window in report.Windows)
        {
            await ledger.NoteAsync(name, CompletenessEntry.Of(window, now), invocation.CancellationToken);
        }
    }

    private static FileStream OpenFindings(FileInfo file)
    {
        file.Directory?.Create();
        return new FileStream(file.FullName, FileMode.Create, FileAccess.Write, FileShare.Read);
    }
}
