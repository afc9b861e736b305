namespace EventRecovery.Streams;

/// <summary>Reads one stream. Implementations are thread-safe; iterators are theirs to handle and never leave them whole.</summary>
public interface IShardReader
{
    Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken);

    /// <summary>Every shard that the stream still holds records of, open or closed, all pages of the listing.</summary>
    Task<IReadOnlyList<ShardDescription>> ListShardsAsync(StreamName stream, CancellationToken cancellationToken);

    /// <summary>A cursor into a shard. It lives for 5 minutes unread (Kinesis), so it is used at once and never stored.</summary>
    Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The page at the cursor. Throws <see cref="TransientFailureException"/> when throttled: a throttled call returns nothing,
    /// and the same iterator is asked again.
    /// </summary>
    /// <param name="limit">Records a page at most, 1 to 10,000 (Kinesis).</param>
    /// <exception cref="IteratorExpiredException">The cursor is over 5 minutes old: open again after the last record.</exception>
    Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken);
}
