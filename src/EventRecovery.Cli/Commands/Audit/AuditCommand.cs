using System.CommandLine;
using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
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

    public static Command Create(Surroundings surroundings)
    {
        var command = new Command(
            "audit",
            "Say which events are missing, wrong, doubled or late: reconcile what was expected with what was processed."
        ).WithSides();
        command.Options.Add(FindingsFile);
        return command.Does(surroundings, RunAsync);
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        using var connections = invocation.Surroundings.Sources();
        var request = AuditOptions.Request(invocation, connections);
        var file = invocation.Get(FindingsFile);
        var report = await AuditAsync(invocation, request, file);
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
                    runner.RunAsync(request, writer, invocation.CancellationToken, read => progress.Add(read, steps)),
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

    private static FileStream OpenFindings(FileInfo file)
    {
        file.Directory?.Create();
        return new FileStream(file.FullName, FileMode.Create, FileAccess.Write, FileShare.Read);
    }
}
