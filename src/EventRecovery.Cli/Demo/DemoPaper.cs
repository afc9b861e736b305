using System.Globalization;
using System.Text;
using EventRecovery.Audit;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Cli.Audit;
using EventRecovery.Cli.Reports;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Runtime;
using EventRecovery.Telemetry;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Demo;

/// <summary>The demo's report: what <c>recover report</c> writes, and how it came to the run, as the demo saw it.</summary>
internal sealed class DemoPaper(DemoStack stack, TimeProvider time, IEntropy entropy) : IDisposable
{
    private readonly RecoveryMetrics metrics = new();

    /// <summary>Writes it, and says where.</summary>
    /// <param name="before">What the audit found before anything was recovered.</param>
    /// <param name="complete">Adds what only the demo knows.</param>
    public async Task<ReportModel> WriteAsync(
        string path,
        AuditReport before,
        AuditReport after,
        Func<ReportModel, ReportModel> complete,
        CancellationToken cancellationToken
    )
    {
        var table = new RecoveryTable(stack.Local.DynamoDb, stack.Local.Options.Table, metrics);
        var sources = new ReportSources(
            new DynamoRunStore(table),
            new DynamoCheckpointStore(table),
            new DynamoVersionStore(table),
            new FolderObjectStore(stack.Local.ObjectsFolder, entropy)
        );
        var run = new RunId(DemoReplay.Run);
        var manifest = await new ResultReader(sources.Objects).FindAsync(run, cancellationToken);
        var model = complete(
            await new ReportBuilder(sources, time).BuildAsync(
                manifest!,
                AuditJson.Of(after, findings: null),
                AuditJson.Of(before, findings: null),
                cancellationToken
            )
        );
        await File.WriteAllTextAsync(path, ReportPage.Of(model), new UTF8Encoding(false), cancellationToken);
        return model;
    }

    public void Dispose() => metrics.Dispose();

    /// <summary>A report outlives the demo's folder.</summary>
    public static string DefaultPath() =>
        Path.Combine(Directory.CreateTempSubdirectory("recover-demo-").FullName, "report.html");

    private static string CrashTold(DemoCrash? crash) =>
        crash is null
            ? ""
            : Text(
                $", and named the crash: {crash.Events:N0} events of {crash.Shard}, {AuditTimeline.Short(crash.From)} to {AuditTimeline.Short(crash.To)}"
            );

    public static IReadOnlyList<StoryStep> Story(
        Incident incident,
        DemoAudits audits,
        DemoReprocessed reprocessed,
        DemoTrials trials,
        DemoReplayed replayed
    ) =>
        [
            new StoryStep(
                "The consumer failed",
                Text(
                    $"on {incident.Failed + incident.Poison:N0} events, put {incident.Twice:N0} of them on the error stream twice and {incident.Poison:N0} broken, and dropped {incident.Dropped:N0} without a word. On one shard it crashed and skipped {incident.Crashed:N0} more."
                ),
                WentWell: false
            ),
            new StoryStep(
                "An audit",
                Text(
                    $"of the stream and the consumer's results found {audits.Before.Missing:N0} missing, {audits.Before.Wrong:N0} wrong and {audits.Before.Duplicate:N0} doubled{CrashTold(audits.Crash)}."
                ),
                WentWell: false
            ),
            new StoryStep(
                "The Reprocessor",
                Text(
                    $"recovered {reprocessed.Recovered:N0}, suppressed {reprocessed.DuplicatesSuppressed:N0} copies and parked {reprocessed.Parked:N0}."
                )
            ),
            new StoryStep(
                "A trial",
                Text(
                    $"with a wrong rate differed from what was worked out by hand in {trials.WrongRate.Changed:N0} of {trials.WrongRate.Events:N0} events: it was held, and a replay after it refused."
                ),
                WentWell: false
            ),
            new StoryStep(
                "A trial",
                Text($"with the right rate differed in {trials.RightRate.Changed:N0}: it passed."),
                trials.RightRate.Passed
            ),
            new StoryStep(
                "The replay",
                Text(
                    $"read {replayed.Read:N0} events and recovered {replayed.Recovered:N0}; {replayed.AlreadyDone:N0} were done already."
                )
            ),
            new StoryStep(
                "An audit",
                Text(
                    $"after it found {audits.After.Missing:N0} missing, {audits.After.Wrong:N0} wrong and {audits.After.Duplicate:N0} doubled."
                ),
                audits.After == new DemoFindings(0, 0, 0)
            ),
        ];

    public static Check Verified(Verification found) =>
        new(
            "Read back",
            found.IsOk ? Outcome.Passed : Outcome.Failed,
            Text(
                $"{found.Missing:N0} missing, {found.Wrong:N0} wrong, {found.Duplicated:N0} doubled, {found.OutOfOrder:N0} out of order on the stream"
            )
        );

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
