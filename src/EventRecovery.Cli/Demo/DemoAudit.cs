using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Json;
using EventRecovery.Objects;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Demo;

/// <summary>What an audit found in the demo.</summary>
internal sealed record DemoFindings(long Missing, long Wrong, long Duplicate)
{
    public static DemoFindings Of(AuditReport report) =>
        new(report.Counts[Verdict.Missing], report.Counts[Verdict.Wrong], report.Counts[Verdict.Duplicate]);

    /// <summary>What an audit must find: only the demo knows.</summary>
    public static DemoFindings Made(Incident incident) =>
        new(incident.Dropped + incident.Failed + incident.Poison, incident.Miscalculated, incident.Doubled);
}

/// <param name="After">With what was recovered, and all zeros.</param>
internal sealed record DemoAudits(DemoFindings Before, DemoFindings After);

/// <summary>Reconciles the demo's stream with what its consumer made of it, and with what was recovered.</summary>
internal sealed class DemoAudit(
    DemoStack stack,
    string results,
    ReplayWindow arrival,
    TimeProvider time,
    IEntropy entropy
)
{
    // The demo's events arrived two minutes ago by the stream's clock: what is not there yet will not come.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>The findings of the first audit, for people.</summary>
    public string FindingsFile { get; } = Path.Combine(Path.GetDirectoryName(results)!, "findings.jsonl");

    public async Task<AuditReport> RunAsync(Scene scene, bool recovered, CancellationToken cancellationToken)
    {
        var streams = stack.Local.Options.Streams;
        var files = new FolderObjectStore(Path.GetDirectoryName(results)!, entropy);
        var consumer = new ObjectSource(
            "results.jsonl",
            files,
            Path.GetFileName(results),
            JsonLimits.Default.MaxBytes,
            isOne: true
        );
        IReadOnlyList<IAuditSource> processed = recovered ? [consumer, Source(streams.Recovered)] : [consumer];
        var events = new ReplayWindow(
            scene.Source.Min(one => one.Timestamp),
            scene.Source.Max(one => one.Timestamp).AddTicks(1)
        );
        var request = new AuditRequest(
            new AuditScope(events) { Grace = Grace, Arrival = arrival with { To = time.GetUtcNow() } },
            Source(streams.Source),
            processed
        )
        {
            Recalculation = new RateAdjustment(),
            Rule = new ResultRule.Values([new ComparedValue("/recalculated_value", "/recalculated_value")]),
        };
        await using var file = new FileStream(recovered ? Path.GetTempFileName() : FindingsFile, FileMode.Create);
        await using var findings = new FindingWriter(file);
        return await new AuditRunner(Path.GetDirectoryName(results)!, time, entropy).RunAsync(
            request,
            findings,
            cancellationToken
        );
    }

    // The window lies in the past of the clock, so that nothing is waited for.
    private StreamSource Source(StreamName name) =>
        new(new KinesisShardReader(stack.Local.Kinesis), name, time, entropy);
}
