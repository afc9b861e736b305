using System.Globalization;
using EventRecovery.Audit;
using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Findings;
using EventRecovery.Cli.Audit;
using EventRecovery.Cli.Replay;
using EventRecovery.Local.Stack;
using EventRecovery.Streams;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventRecovery.Cli.Demo;

/// <summary>The demo as people see it.</summary>
internal static class DemoView
{
    public static IRenderable Header(DemoOptions options) =>
        new Markup(
            $"[bold]EventRecovery demo[/]: an incident, and its recovery, on this machine (seed {options.Seed})\n"
        );

    public static string Stack(LocalStack stack) =>
        $"Kinesis :{stack.KinesisUrl.Port} · DynamoDB :{stack.DynamoDbUrl.Port} · Lambda :{stack.LambdaUrl.Port}";

    public static string Keys(IReadOnlyList<SourceEvent> events, int shards) =>
        Text($"{shards} shards · {events.DistinctBy(one => one.Key).Count():N0} keys");

    public static string Incident(Incident incident, StreamName to) =>
        Text(
            $"{incident.Failed + incident.Poison:N0} failed → {to} · {incident.Twice:N0} sent twice · {incident.Poison:N0} broken · {incident.Dropped:N0} dropped · {incident.Crashed:N0} lost to a crash"
        );

    public static string Reprocessed(DemoReprocessed counted, Incident incident) =>
        Text(
            $"{incident.ErrorRecords.Count:N0} error records → {counted.Recovered:N0} recovered · {counted.DuplicatesSuppressed:N0} duplicates · {counted.Parked:N0} parked"
        );

    public static string Replaying(ReplayReply reply) =>
        Text($"{RunProgress.Of(reply).Share * 100:0} %, {reply.Counts.Recovered:N0} recovered");

    public static string Replayed(DemoReplayed counted) =>
        Text(
            $"{counted.Read:N0} read, {counted.FromArchive:N0} of them from the archive → {counted.Recovered:N0} recovered · {counted.AlreadyDone:N0} already done"
        );

    public static string Tried(DemoTrials trials) =>
        Text(
            $"wrong rate: {trials.WrongRate.Changed:N0} of {trials.WrongRate.Events:N0} differ, held · right rate: {trials.RightRate.Changed:N0} differ, {(trials.RightRate.Passed ? "passed" : "held")}"
        );

    public static string Audited(DemoFindings found) =>
        Text($"missing {found.Missing:N0} · wrong {found.Wrong:N0} · doubled {found.Duplicate:N0}");

    /// <summary>The first audit, and what it knows of the crash.</summary>
    public static string Audited(AuditReport report)
    {
        var crash = report.Groups.FirstOrDefault(group =>
            group is { Verdict: Verdict.Missing, Cause: FailureCause.Crash }
        );
        var found = Audited(DemoFindings.Of(report));
        return crash is null ? found : Text($"{found} · {crash.Count:N0} by a crash{On(crash)}");
    }

    private static string On(FailureGroup crash) =>
        crash.Common.FirstOrDefault(feature => feature.Dimension == Feature.Shard).Value is { } shard
        && crash is { First: { } first, Last: { } last }
            ? Text($" of shard …{shard[^3..]}, {first.UtcDateTime:MM-dd HH:mm}Z to {last.UtcDateTime:HH:mm}Z")
            : "";

    public static string Verified(Verification verification) =>
        Text(
            $"missing {verification.Missing:N0} · wrong {verification.Wrong:N0} · doubled {verification.Duplicated:N0} · out of order {verification.OutOfOrder:N0}"
        );

    public static IRenderable Summary(DemoReport report, string folder)
    {
        var cost = report.Cost;
        var units = Text(
            $"{cost.WriteUnits:0.#} write units ({cost.WriteUnitsPer1000Events:0.#} per 1,000 events; one write per event would be 1,000) · {cost.ReadUnits:0.#} read units · {cost.PutRecordsCalls:N0} PutRecords"
        );
        var verdict = report.Ok
            ? "[grey]  Next   recover local · recover parked list · docs/RUNBOOK.md[/]"
            : $"[red]  Hold   something is wrong; the functions' logs are in {Markup.Escape(folder)}[/]";
        return new Markup(
            $"[grey]  Cost   [/]{Markup.Escape(units)}\n[grey]  Report [/]{Markup.Escape(report.Report)}\n{verdict}\n"
        );
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
