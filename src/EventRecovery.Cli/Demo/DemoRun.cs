using System.Globalization;
using EventRecovery.Archive;
using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
using EventRecovery.Claims;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Replay;
using EventRecovery.Cli.Reports;
using EventRecovery.Cli.Runtime;
using EventRecovery.Cli.Stack;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using Spectre.Console;

namespace EventRecovery.Cli.Demo;

/// <summary>A whole incident and its recovery, on this machine: produce, fail, audit, reprocess, replay, verify, audit.</summary>
internal sealed class DemoRun(DemoOptions options, Terminal terminal)
{
    private readonly Surroundings surroundings = terminal.Surroundings;
    private readonly Steps steps = new(terminal);

    public async Task<DemoReport> RunAsync(StackFolder folder, CancellationToken cancellationToken)
    {
        var began = surroundings.Time.GetTimestamp();
        var events = await EventsAsync(cancellationToken);
        var layout = LayoutFor(events);
        terminal.People.Write(DemoView.Header(options));
        await using var local = await steps.RunAsync(
            "Local stack",
            progress => DemoStack.StartAsync(options, layout, folder.Path, progress, cancellationToken),
            DemoView.Stack
        );
        folder.Keep = true;
        var stack = new DemoStack(local, surroundings.Time, surroundings.Entropy);
        var window = await ProduceAsync(stack, events, cancellationToken);
        var archive = await DemoArchive.WriteAsync(stack, window, surroundings.Entropy, cancellationToken);
        var audit = new DemoAudit(stack, folder.Path, window, surroundings.Time, surroundings.Entropy);
        var scene = await FailAsync(stack, audit, cancellationToken);
        var (before, findings) = await AuditAsync(audit, scene, recovered: false, cancellationToken);
        var reprocessed = await ReprocessAsync(stack, scene, cancellationToken);
        var published = await stack.ReadPublishedAsync(cancellationToken);
        var trials = await TrialAsync(stack, window, scene, cancellationToken);
        var replayed = await ReplayAsync(stack, window, archive, cancellationToken);
        var (verification, added) = await VerifyAsync(stack, scene, published, cancellationToken);
        var (after, _) = await AuditAsync(audit, scene, recovered: true, cancellationToken);
        var audits = new DemoAudits(
            DemoFindings.Of(before),
            DemoFindings.Of(after),
            DemoFaultCheck.Of(findings, scene.Incident.Faults()),
            DemoCrash.Of(before, findings, scene.Incident, IdsOf(added))
        );
        var story = DemoPaper.Story(scene.Incident, audits, reprocessed, trials, replayed);
        var paper = await PaperAsync(stack, story, verification, before, after, cancellationToken);
        var report = new DemoReport(
            verification.IsOk && audits.AreAsTheyMust && trials.AreAsTheyMust,
            options.Seed,
            Math.Round(surroundings.Time.GetElapsedTime(began).TotalSeconds, 1),
            InputOf(events, layout),
            scene.Incident.Totals,
            reprocessed with
            {
                Published = published.Count,
            },
            replayed with
            {
                Published = added.Count,
            },
            verification,
            audits,
            trials,
            CostOf(stack),
            paper
        );
        folder.Keep = !report.Ok;
        terminal.People.Write(DemoView.Summary(report, folder.Path));
        return report;
    }

    private async Task<IReadOnlyList<SourceEvent>> EventsAsync(CancellationToken cancellationToken) =>
        options.Input is { } file
            ? await EventFile.ReadAsync(file, options.Events, cancellationToken)
            : GeneratedEvents.Make(options.Events ?? DemoOptions.GeneratedEvents, options.Seed);

    private ClaimLayoutRule LayoutFor(IReadOnlyList<SourceEvent> events)
    {
        var (first, last) = (events.Min(one => one.Timestamp), events.Max(one => one.Timestamp));
        var seconds = Math.Max(1, (last - first).TotalSeconds);
        return ClaimDensity.Choose(events.Count / seconds, options.Shards, DateTimeOffset.UnixEpoch);
    }

    /// <summary>Returns the window in which the events arrived.</summary>
    private Task<ReplayWindow> ProduceAsync(
        DemoStack stack,
        IReadOnlyList<SourceEvent> events,
        CancellationToken cancellationToken
    )
    {
        var stream = stack.Local.Options.Streams.Source;
        return steps.RunAsync(
            string.Create(CultureInfo.InvariantCulture, $"{events.Count:N0} events on {stream}"),
            async _ =>
            {
                // Arrival times are the emulator's; a second on either side is for rounding.
                var from = stack.StreamTime.AddSeconds(-1);
                await stack.ProduceAsync(events, cancellationToken);
                return new ReplayWindow(from, stack.StreamTime.AddSeconds(1));
            },
            _ => DemoView.Keys(events, options.Shards)
        );
    }

    private static HashSet<string> IdsOf(IEnumerable<PublishedRecord> records) =>
        [.. records.Select(record => Verification.IdOf(record.Data)).OfType<string>()];

    private Task<(AuditReport Report, IReadOnlyList<Finding> Findings)> AuditAsync(
        DemoAudit audit,
        Scene scene,
        bool recovered,
        CancellationToken cancellationToken
    ) =>
        steps.RunAsync(
            recovered ? "Audit after" : "Audit before",
            _ => audit.RunAsync(scene, recovered, cancellationToken),
            result => DemoView.Audited(result.Report),
            result => DemoFindings.Of(result.Report) == DemoFindings.None ? StepMark.Done : StepMark.Attention
        );

    private Task<Scene> FailAsync(DemoStack stack, DemoAudit audit, CancellationToken cancellationToken)
    {
        var streams = stack.Local.Options.Streams;
        return steps.RunAsync(
            "The consumer fails",
            async _ =>
            {
                var source = await stack.ReadShardsAsync(streams.Source, cancellationToken);
                var scene = Scene.Of(source, new Consumer(options.Seed));
                await stack.FailAsync(scene.Incident.ErrorRecords, cancellationToken);
                await ConsumerResults.WriteAsync(audit.Results, scene.Incident.Events, cancellationToken);
                await ConsumerResults.WriteLogAsync(audit.Log, scene.Incident.Events, cancellationToken);
                return scene;
            },
            scene => DemoView.Incident(scene.Incident, streams.Error),
            _ => StepMark.Attention
        );
    }

    private Task<DemoReprocessed> ReprocessAsync(DemoStack stack, Scene scene, CancellationToken cancellationToken) =>
        steps.RunAsync(
            "Reprocessor",
            async _ =>
            {
                await stack.Local.Mapping.WaitUntilDrainedAsync(cancellationToken);
                return new DemoReprocessed(
                    stack.Count(MetricNames.EventsRead),
                    stack.Count(MetricNames.EventsRecovered),
                    stack.Count(MetricNames.EventsDuplicates),
                    stack.Count(MetricNames.EventsRedelivered),
                    stack.Count(MetricNames.EventsParked),
                    0,
                    stack.Local.Mapping.Progress.Invocations
                );
            },
            counted => DemoView.Reprocessed(counted, scene.Incident)
        );

    private Task<DemoTrials> TrialAsync(
        DemoStack stack,
        ReplayWindow window,
        Scene scene,
        CancellationToken cancellationToken
    ) =>
        steps.RunAsync(
            "Trials",
            _ =>
                new DemoTrial(stack, window, surroundings.Time, surroundings.Entropy).RunAsync(
                    scene,
                    cancellationToken
                ),
            DemoView.Tried,
            trials => trials.AreAsTheyMust ? StepMark.Done : StepMark.Failed
        );

    private Task<DemoReplayed> ReplayAsync(
        DemoStack stack,
        ReplayWindow window,
        DemoArchive archive,
        CancellationToken cancellationToken
    ) =>
        steps.RunAsync(
            "Replay",
            async progress =>
            {
                var reply = await DemoReplay.RunAsync(
                    stack,
                    window,
                    archive,
                    surroundings.Time,
                    reply => progress.Started(DemoView.Replaying(reply)),
                    cancellationToken
                );
                var counts = reply.Counts;
                return new DemoReplayed(
                    counts.Read,
                    counts.Recovered,
                    counts.AlreadyDone,
                    counts.Parked,
                    0,
                    archive.Events,
                    reply.Shards.Count(shard => shard.Stage == "done" && !ArchiveReader.Has(new ShardId(shard.Id))),
                    counts.GetRecordsCalls,
                    counts.CheckpointWrites,
                    counts.WriteUnits
                );
            },
            DemoView.Replayed
        );

    private Task<(Verification Verification, IReadOnlyList<PublishedRecord> Added)> VerifyAsync(
        DemoStack stack,
        Scene scene,
        IReadOnlyList<PublishedRecord> reprocessed,
        CancellationToken cancellationToken
    ) =>
        steps.RunAsync(
            "Read back and verify",
            async _ =>
            {
                var all = await stack.ReadPublishedAsync(cancellationToken);
                var parked = await stack.ReadParkedAsync(cancellationToken);
                var before = reprocessed.Select(record => record.Place).ToHashSet(StringComparer.Ordinal);
                var added = all.Where(record => !before.Contains(record.Place)).ToList();
                var verification = scene.Verify(stack.Local.Options.Streams, reprocessed, added, parked);
                return (verification, (IReadOnlyList<PublishedRecord>)added);
            },
            result => DemoView.Verified(result.Item1),
            result => result.Item1.IsOk ? StepMark.Done : StepMark.Failed
        );

    /// <summary>Returns where the report is.</summary>
    private async Task<string> PaperAsync(
        DemoStack stack,
        IReadOnlyList<StoryStep> story,
        Verification verification,
        AuditReport before,
        AuditReport after,
        CancellationToken cancellationToken
    )
    {
        using var paper = new DemoPaper(stack, surroundings.Time, surroundings.Entropy);
        var path = options.Report?.FullName ?? DemoPaper.DefaultPath();
        await steps.RunAsync(
            "Report",
            _ =>
                paper.WriteAsync(
                    path,
                    before,
                    after,
                    report =>
                        report with
                        {
                            Story = story,
                            Checks = [.. report.Checks, DemoPaper.Verified(verification)],
                        },
                    cancellationToken
                ),
            report => ReportPage.Headline(report),
            report => report.IsSafe ? StepMark.Done : StepMark.Failed
        );
        return path;
    }

    private DemoInput InputOf(IReadOnlyList<SourceEvent> events, ClaimLayoutRule layout) =>
        new(events.Count, options.Input?.Name ?? "generated", options.Shards, layout.Slots, layout.Window.TotalHours);

    private static DemoCost CostOf(DemoStack stack)
    {
        var writes = stack.Sum(MetricNames.DynamoDbWriteUnits);
        var recovered = stack.Count(MetricNames.EventsRecovered);
        return new DemoCost(
            stack.Count(MetricNames.DynamoDbCalls),
            writes,
            stack.Sum(MetricNames.DynamoDbReadUnits),
            stack.Count(MetricNames.PutRecordsCalls),
            Math.Round(recovered == 0 ? 0 : writes * 1_000 / recovered, 1)
        );
    }
}
