using System.Xml;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Claims;
using EventRecovery.Cli.Stack;
using EventRecovery.Configuration;
using EventRecovery.Events;
using EventRecovery.Local;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.EventSources;
using EventRecovery.Local.Stack;
using EventRecovery.Objects;
using EventRecovery.Publishing;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;

namespace EventRecovery.Cli.Demo;

/// <summary>The demo's hands on the local stack: put, wait, read back.</summary>
internal sealed class DemoStack(LocalStack stack, TimeProvider time, IEntropy entropy)
{
    // Error events come by the second while a consumer is failing, so a mapping that gathers makes full batches of them.
    private static readonly TimeSpan BatchingWindow = TimeSpan.FromSeconds(2);

    // An incident lies in the past. A replay reads a minute past its window, which would have to go by first.
    private static readonly TimeSpan EventsAreOlder = TimeSpan.FromMinutes(2);

    private readonly KinesisShardReader reader = new(stack.Kinesis);

    public LocalStack Local => stack;

    /// <summary>What the stream's clock shows.</summary>
    public DateTimeOffset StreamTime => time.GetUtcNow() - EventsAreOlder;

    public static Task<LocalStack> StartAsync(
        DemoOptions options,
        ClaimLayoutRule layout,
        string folder,
        IStackProgress progress,
        CancellationToken cancellationToken
    )
    {
        var stack = new LocalStackOptions
        {
            Reprocessor = LambdaFiles.Reprocessor,
            Replayer = LambdaFiles.Replayer,
            Folder = folder,
            Shards = options.Shards,
            Variables = new Dictionary<string, string>
            {
                [Variables.Rates] = DemoTrial.Rates,
                [Variables.ClaimSlots] = $"{layout.Slots}",
                [Variables.ClaimWindow] = XmlConvert.ToString(layout.Window),
            },
        };
        stack = stack with
        {
            Mapping = stack.Mapping with { BatchingWindow = BatchingWindow },
            Emulators = new EmulatorOptions { ClockLag = EventsAreOlder },
        };
        return LocalStack.StartAsync(stack, progress, cancellationToken);
    }

    /// <summary>
    /// Puts events the way producers do, as many in a call as it takes. Their order is what the stream makes of it; nobody here relies
    /// on another.
    /// </summary>
    public async Task ProduceAsync(IEnumerable<SourceEvent> events, CancellationToken cancellationToken)
    {
        var stream = Local.Options.Streams.Source;
        var writer = new KinesisRecordWriter(Local.Kinesis, stream);
        foreach (var call in events.Chunk(PublishLimits.RecordsPerCall))
        {
            var outcomes = await writer.PutAsync([.. call.Select(one => Record(one.Key, one.Data))], cancellationToken);
            if (!outcomes.All(outcome => outcome.IsAccepted))
            {
                throw new TransientFailureException($"The emulator did not take all events for {stream}.");
            }
        }
    }

    /// <summary>Puts error records so that those of one key are in the order given.</summary>
    public async Task FailAsync(IEnumerable<SentRecord> records, CancellationToken cancellationToken)
    {
        var outgoing = records.Select(record => Record(record.Key, record.Data)).ToList();
        var writer = new KinesisRecordWriter(Local.Kinesis, Local.Options.Streams.Error);
        var publisher = new OrderedPublisher(writer, time, entropy);
        await publisher.PublishAsync(outgoing, new bool[outgoing.Count], () => true, cancellationToken);
    }

    public Task<IReadOnlyList<ShardContents>> ReadShardsAsync(StreamName stream, CancellationToken cancellationToken) =>
        StreamContents.ReadShardsAsync(reader, stream, cancellationToken);

    /// <summary>What the recovered stream holds.</summary>
    public async Task<IReadOnlyList<PublishedRecord>> ReadPublishedAsync(CancellationToken cancellationToken)
    {
        var records = await StreamContents.ReadAsync(reader, Local.Options.Streams.Recovered, cancellationToken);
        return
        [
            .. records.Select(record => new PublishedRecord(record.Sequence.Value, record.PartitionKey, record.Data)),
        ];
    }

    /// <summary>Everything parked today, and yesterday in case that midnight has passed meanwhile.</summary>
    public async Task<IReadOnlyList<ParkedRecord>> ReadParkedAsync(CancellationToken cancellationToken)
    {
        using var metrics = new RecoveryMetrics();
        var table = new RecoveryTable(Local.DynamoDb, Local.Options.Table, metrics);
        var parking = new DynamoParkedEvents(table, new FolderObjectStore(Local.ObjectsFolder, entropy), time);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var parked = new List<ParkedRecord>();
        foreach (var day in (DateOnly[])[today.AddDays(-1), today])
        {
            await foreach (var item in parking.ListAsync(day, cancellationToken))
            {
                parked.Add(new ParkedRecord(item.Event.Source.Stream.Value, item.Event.Reason, item.Event.Data));
            }
        }

        return parked;
    }

    private static OutgoingRecord Record(string key, ReadOnlyMemory<byte> data) => new(key, new OrderKey(key), data);

    public long Count(MetricDefinition metric) => (long)Math.Round(Sum(metric));

    public double Sum(MetricDefinition metric) => Local.Metrics.SumOf(metric.Name);
}
