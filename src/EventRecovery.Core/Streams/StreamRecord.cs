namespace EventRecovery.Streams;

/// <summary>What a shard holds: bytes under a partition key, with their place and the time they arrived.</summary>
/// <param name="ArrivedAt">Approximate arrival; Kinesis promises neither exactness nor monotony.</param>
public sealed record StreamRecord(
    SequenceNumber Sequence,
    string PartitionKey,
    DateTimeOffset ArrivedAt,
    ReadOnlyMemory<byte> Data
)
{
    // Boxed: few records have one, and a page holds 10,000 records.
    private readonly object? origin;

    /// <summary>Where the record was first, when it was read from elsewhere, such as an archive; else null.</summary>
    public SourcePosition? Origin
    {
        get => (SourcePosition?)origin;
        init => origin = value;
    }
}
