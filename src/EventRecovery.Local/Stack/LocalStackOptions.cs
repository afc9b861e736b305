using EventRecovery.Local.Emulators;
using EventRecovery.Local.EventSources;
using EventRecovery.Streams;

namespace EventRecovery.Local.Stack;

/// <summary>What a local stack consists of. Only the two paths are required.</summary>
public sealed record LocalStackOptions
{
    /// <summary>The Reprocessor's executable, or its <c>.dll</c>. Required.</summary>
    public required string Reprocessor { get; init; }

    /// <summary>The Replayer's executable, or its <c>.dll</c>. Default null: there is no function of that name.</summary>
    public string? Replayer { get; init; }

    /// <summary>The Auditor's executable, or its <c>.dll</c>. Default null: there is no function of that name.</summary>
    public string? Auditor { get; init; }

    /// <summary>
    /// Where the Reprocessor's executable, run once more, keeps the source stream's records: a prefix among the objects. Default null:
    /// there is no archiver.
    /// </summary>
    public string? ArchivePrefix { get; init; }

    /// <summary>
    /// Where the stack keeps what AWS would keep in buckets and log groups: <c>objects/</c>, <c>failed-batches/</c> and <c>logs/</c>.
    /// Made when it is not there, and left behind for people to read. Required.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>The three streams. Default <c>event_stream</c>, <c>error_events</c>, <c>recovered_events</c>.</summary>
    public LocalStreams Streams { get; init; } = new();

    /// <summary>Open shards of each stream: 1 to 1,000, default 4.</summary>
    public int Shards { get; init; } = 4;

    /// <summary>The DynamoDB table. Default <c>event-recovery</c>.</summary>
    public string Table { get; init; } = "event-recovery";

    /// <summary>
    /// Variables for all functions: see <see cref="Configuration.Variables"/>. They win over those that say where the stack is, so that
    /// something can be put between a function and the emulators. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>How long an invocation may take: 1 second to 15 minutes on AWS, default 60 seconds.</summary>
    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How the error stream is read for the Reprocessor. Default: batches of up to 500 records, partial responses, bisection, 5 retries.
    /// Batches that are given up go to the stack's folder unless another destination is named.
    /// </summary>
    public EventSourceMappingOptions Mapping { get; init; } =
        new()
        {
            BatchSize = 500,
            ReportBatchItemFailures = true,
            BisectBatchOnFunctionError = true,
            MaximumRetryAttempts = 5,
        };

    /// <summary>How the source stream is read for the archiver. Default: as large batches as there are, tried until they are kept.</summary>
    public EventSourceMappingOptions ArchiveMapping { get; init; } =
        new()
        {
            BatchSize = 10_000,
            ReportBatchItemFailures = true,
            BisectBatchOnFunctionError = true,
        };

    /// <summary>How the emulators are installed and started.</summary>
    public EmulatorOptions Emulators { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>The names of the three streams.</summary>
public sealed record LocalStreams
{
    /// <summary>What production reads.</summary>
    public StreamName Source { get; init; } = new("event_stream");

    /// <summary>Where the consumer puts what it failed on.</summary>
    public StreamName Error { get; init; } = new("error_events");

    /// <summary>Where corrected events go.</summary>
    public StreamName Recovered { get; init; } = new("recovered_events");

    /// <summary>All three.</summary>
    internal IEnumerable<StreamName> All => [Source, Error, Recovered];
}
