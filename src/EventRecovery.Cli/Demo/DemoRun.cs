using System.Globalization;
using EventRecovery.Claims;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Cli.Stack;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using Spectre.Console;

namespace EventRecovery.Cli.Demo;

/// <summary>A whole incident and its recovery, on this machine: produce, fail, recover, verify.</summary>
internal sealed class DemoRun(DemoOptions options, Terminal terminal)
{
    private readonly Surroundings surroundings = terminal.Surroundings;
    private readonly Steps steps = new(terminal);

    /// <param name="folder">Where the stack keeps its files.</param>
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
        var stack = new DemoStack(local, surroundings.Time, surroundings.Entropy);
        await ProduceAsync(stack, events, cancellationToken);
        var incident = await FailAsync(stack, cancellationToken);
        var reprocessed = await ReprocessAsync(stack, incident, cancellationToken);
        var (verification, published) = await VerifyAsync(stack, incident, cancellationToken);
        var report = new DemoReport(
            verification.IsOk,
            options.Seed,
            Math.Round(surroundings.Time.GetElapsedTime(began).TotalSeconds, 1),
            new DemoInput(
                events.Count,
                options.Input?.Name ?? "generated",
                options.Shards,
                layout.Slots,
                layout.Window.TotalHours
            ),
            new DemoConsumer(incident.Processed, incident.Failed, incident.Twice, incident.Poison),
            reprocessed with
            {
                Published = published,
            },
            verification,
            CostOf(stack, reprocessed.ErrorEvents)
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

    private Task<int> ProduceAsync(
        DemoStack stack,
        IReadOnlyList<SourceEvent> events,
        CancellationToken cancellationToken
    )
    {
        var stream = stack.Local.Options.Streams.Source;
        return steps.RunAsync(
            string.Create(CultureInfo.InvariantCulture, $"{events.Count:N0} events on {stream}"),
            async progress =>
            {
                await stack.PutAsync(stream, events.Select(one => (one.Key, one.Data)), cancellationToken);
                return events.Count;
            },
            _ => DemoView.Keys(events, options.Shards)
        );
    }

    private async Task<Incident> FailAsync(DemoStack stack, CancellationToken cancellationToken)
    {
        var streams = stack.Local.Options.Streams;
        return await steps.RunAsync(
            "The consumer fails",
            async _ =>
            {
                var records = await stack.ReadAsync(streams.Source, cancellationToken);
                var incident = new Consumer(options.Seed).Consume(records.Select(ToEvent));
                var errors = incident.ErrorRecords.Select(record => (record.Key, record.Data));
                await stack.PutAsync(streams.Error, errors, cancellationToken);
                return incident;
            },
            incident => DemoView.Incident(incident, streams.Error),
            _ => StepMark.Attention
        );
    }

    private Task<DemoReprocessed> ReprocessAsync(
        DemoStack stack,
        Incident incident,
        CancellationToken cancellationToken
    ) =>
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
            counted => DemoView.Reprocessed(counted, incident)
        );

    private Task<(Verification Verification, int Published)> VerifyAsync(
        DemoStack stack,
        Incident incident,
        CancellationToken cancellationToken
    ) =>
        steps.RunAsync(
            "Read back and verify",
            async _ =>
            {
                var recovered = await stack.ReadAsync(stack.Local.Options.Streams.Recovered, cancellationToken);
                var parked = await stack.ReadParkedAsync(cancellationToken);
                var published = recovered
                    .Select(record => new PublishedRecord(record.PartitionKey, record.Data))
                    .ToList();
                return (Verification.Of(incident.ErrorRecords, published, parked), published.Count);
            },
            result => DemoView.Verified(result.Item1),
            result => result.Item1.IsOk ? StepMark.Done : StepMark.Failed
        );

    private static DemoCost CostOf(DemoStack stack, long errorEvents)
    {
        var writes = stack.Sum(MetricNames.DynamoDbWriteUnits);
        return new DemoCost(
            stack.Count(MetricNames.DynamoDbCalls),
            writes,
            stack.Sum(MetricNames.DynamoDbReadUnits),
            stack.Count(MetricNames.PutRecordsCalls),
            Math.Round(errorEvents == 0 ? 0 : writes * 1_000 / errorEvents, 1)
        );
    }

    private static SourceEvent ToEvent(StreamRecord record)
    {
        var read = new EventReader(EventFormat.Default, JsonLimits.Default).Read(record.Data).Event!;
        return new SourceEvent(read.Id.Value, record.PartitionKey, read.Timestamp, record.Data);
    }
}
