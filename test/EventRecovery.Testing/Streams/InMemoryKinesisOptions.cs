namespace EventRecovery.Testing.Streams;

/// <summary>How an in-memory Kinesis answers.</summary>
public sealed record InMemoryKinesisOptions
{
    /// <summary>Records a page at most, whatever the reader asks. Default 10,000 (Kinesis).</summary>
    public int PageRecords { get; init; } = 10_000;

    /// <summary>Bytes a page at most, but always one record. Default 10 MB (Kinesis).</summary>
    public int PageBytes { get; init; } = 10_000_000;

    /// <summary>
    /// Empty pages before each page that has records, as when Kinesis walks over a gap: behind the tip, and nothing to show.
    /// Default 0.
    /// </summary>
    public int EmptyPages { get; init; }

    /// <summary>How long an iterator lives. Default 5 minutes (Kinesis).</summary>
    public TimeSpan IteratorLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stream keeps its records, unless it was created otherwise. Default 24 hours (Kinesis).</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(24);
}
