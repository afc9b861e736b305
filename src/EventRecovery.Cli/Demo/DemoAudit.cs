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

/// <summary>Reconciles the demo's stream with what its consumer made of it, and with what was recovered.</summary>
/// <param name="folder">Where the consumer left its results and its log, and for what outgrows memory.</param>
internal sealed class DemoAudit(
    DemoStack stack,
    string folder,
    ReplayWindow arrival,
    TimeProvider time,
    IEntropy entropy
)
{
    private const string ResultsName = "results.jsonl";
    private const string LogName = "consumer.log";

    // The demo's events arrived two minutes ago by the stream's clock: what is not there yet will not come.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public string Results { get; } = Path.Combine(folder, ResultsName);

    public string Log { get; } = Path.Combine(folder, LogName);

    public async Task<(AuditReport Report, IReadOnlyList<Finding> Findings)> RunAsync(
        Scene scene,
        bool recovered,
        CancellationToken cancellationToken
    )
    {
        var streams = stack.Local.Options.Streams;
        var consumer = File(ResultsName);
        IReadOnlyList<IAuditSource> processed = recovered ? [consumer, Source(streams.Recovered)] : [consumer];
        var events = new ReplayWindow(
            scene.Source.Min(one => one.Timestamp),
            scene.Source.Max(one => one.Timestamp).AddTicks(1)
        );
        var request = new AuditRequest(
            new AuditScope(events)
            {
                Grace = Grace,
                ArrivalFrom = arrival.From,
                ArrivalTo = time.GetUtcNow(),
            },
            Source(streams.Source),
            processed
        )
        {
            Recalculation = new RateAdjustment(),
            Logs = File(LogName),
            Rule = new ResultRule.Values([new ComparedValue("/recalculated_value", "/recalculated_value")]),
        };
        var findings = new FindingList();
        var report = await new AuditRunner(folder, time, entropy).RunAsync(request, findings, cancellationToken);
        return (report, findings.All);
    }

    private ObjectSource File(string name) =>
        new(name, new FolderObjectStore(folder, entropy), new ObjectChoice.One(name), JsonLimits.Default.MaxBytes);

    // The window lies in the past of the clock, so that nothing is waited for.
    private StreamSource Source(StreamName name) =>
        new(new KinesisShardReader(stack.Local.Kinesis), name, time, entropy);

    private sealed class FindingList : IFindingSink
    {
        private readonly List<Finding> all = [];

        public IReadOnlyList<Finding> All => all;

        public ValueTask AddAsync(Finding finding, CancellationToken cancellationToken)
        {
            all.Add(finding);
            return ValueTask.CompletedTask;
        }
    }
}
