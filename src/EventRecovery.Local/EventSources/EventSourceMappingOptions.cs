namespace EventRecovery.Local.EventSources;

/// <summary>
/// How a stream is read for a function, under the names and with the defaults of AWS's event source mapping. The mapping reads every shard
/// from its oldest record (TRIM_HORIZON), one batch at a time (parallelization factor 1).
/// </summary>
public sealed record EventSourceMappingOptions
{
    /// <summary>Records a batch at most: 1 to 10,000, default 100. Fewer when the payload would exceed 6 MB.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long to gather records before a batch is delivered that is not full: 0 to 300 seconds, default 0.</summary>
    public TimeSpan BatchingWindow { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Whether the function's answer may name the records that failed. Default false: an answer without a function error then is success
    /// for the whole batch, whatever it says.
    /// </summary>
    public bool ReportBatchItemFailures { get; init; }

    /// <summary>Whether a failed batch of several records is halved instead of repeated whole. Halving uses up no retry. Default false.</summary>
    public bool BisectBatchOnFunctionError { get; init; }

    /// <summary>How often a failed batch is tried again: 0 to 10,000. Default null: until its records expire.</summary>
    public int? MaximumRetryAttempts { get; init; }

    /// <summary>Records that arrived longer ago are not delivered any more: 60 seconds to 7 days on AWS. Default null: no limit.</summary>
    public TimeSpan? MaximumRecordAge { get; init; }

    /// <summary>Where batches go that are given up. Default null: nowhere, they are lost.</summary>
    public IOnFailureDestination? OnFailure { get; init; }

    /// <summary>
    /// The least time between two reads of a shard. Default 200 milliseconds: Kinesis allows 5 reads a second and shard. AWS's own poller
    /// reads once a second.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the shards are listed, besides whenever one ends. Default one second.</summary>
    public TimeSpan ListInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The first wait after a failure; it doubles with each, with jitter. Default 100 milliseconds. AWS does not document its own.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait after a failure. Default 5 seconds.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(5);
}
