using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Streams;

/// <summary>
/// Kinesis in memory: shards by MD5 hash range, splits and merges with their lineage, iterators that expire, records that do,
/// and streams that are deleted and created again. It never fails by itself: see <see cref="FaultyShardReader"/>. Thread-safe.
/// </summary>
public sealed class InMemoryKinesis(TimeProvider time, InMemoryKinesisOptions? options = null) : IShardReader
{
    private readonly InMemoryKinesisOptions options = options ?? new InMemoryKinesisOptions();
    private readonly Lock gate = new();
    private readonly Dictionary<StreamName, InMemoryStream> streams = [];

    public void CreateStream(StreamName name, int shards, TimeSpan? retention = null)
    {
        lock (gate)
        {
            streams.Add(name, new InMemoryStream(name, shards, retention ?? options.Retention, time.GetUtcNow()));
        }
    }

    public void DeleteStream(StreamName name)
    {
        lock (gate)
        {
            streams.Remove(name);
        }
    }

    /// <summary>Where and as what the record landed.</summary>
    /// <param name="arrivedAt">Null is now. Kinesis promises neither exact arrival times nor that they come in order.</param>
    public (ShardId Shard, StreamRecord Record) Put(
        StreamName stream,
        string partitionKey,
        ReadOnlyMemory<byte> data,
        DateTimeOffset? arrivedAt = null
    )
    {
        lock (gate)
        {
            var found = Find(stream);
            var shard = found.ShardOf(partitionKey);
            return (shard.Id, found.Append(shard, partitionKey, data, arrivedAt ?? time.GetUtcNow()));
        }
    }

    /// <summary>Splits an open shard in two, by default in the middle of its range.</summary>
    public (ShardId Low, ShardId High) Split(StreamName stream, ShardId shard, UInt128? at = null)
    {
        lock (gate)
        {
            var parent = Find(stream, shard);
            var middle = parent.Keys.Start + ((parent.Keys.End - parent.Keys.Start) / 2) + 1;
            var (low, high) = Find(stream).Split(parent, at ?? middle, time.GetUtcNow());
            return (low.Id, high.Id);
        }
    }

    /// <summary>Merges two open shards with adjacent ranges.</summary>
    public ShardId Merge(StreamName stream, ShardId shard, ShardId adjacent)
    {
        lock (gate)
        {
            return Find(stream).Merge(Find(stream, shard), Find(stream, adjacent), time.GetUtcNow()).Id;
        }
    }

    /// <summary>All that was ever put on a stream, also what has expired, shard by shard.</summary>
    public IReadOnlyList<(ShardId Shard, StreamRecord Record)> Records(StreamName stream)
    {
        lock (gate)
        {
            return [.. Find(stream).Shards.SelectMany(shard => shard.Records.Select(record => (shard.Id, record)))];
        }
    }

    /// <summary>Puts records on one stream.</summary>
    public IRecordWriter WriterTo(StreamName stream) => new InMemoryRecordWriter(this, stream);

    public Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var found = Find(stream);
            return Task.FromResult(
                new StreamDescription(
                    stream,
                    found.CreatedAt,
                    found.Retention,
                    found.Shards.Count(shard => shard.IsOpen)
                )
            );
        }
    }

    public Task<IReadOnlyList<ShardDescription>> ListShardsAsync(StreamName stream, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var found = Find(stream);
            var horizon = HorizonOf(found);
            return Task.FromResult<IReadOnlyList<ShardDescription>>([
                .. found.Shards.Where(shard => shard.IsListed(horizon)).Select(shard => shard.Describe()),
            ]);
        }
    }

    public Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    )
    {
        lock (gate)
        {
            if (start is ShardStart.AtTimestamp { Time: var at } && at > time.GetUtcNow())
            {
                throw new ArgumentException($"The timestamp {at:O} is in the future.", nameof(start));
            }

            var found = Find(stream, shard);
            if (start is ShardStart.AtSequence or ShardStart.AfterSequence && Find(stream).IsOfAnother(found, start))
            {
                throw new ArgumentException($"The sequence number is of another shard than {shard}.", nameof(start));
            }

            return Task.FromResult(IteratorAt(Find(stream), found, found.IndexOf(start), options.EmptyPages));
        }
    }

    public Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        lock (gate)
        {
            return Task.FromResult(Read(InMemoryIterator.Parse(iterator), limit));
        }
    }

    private ShardPage Read(InMemoryIterator from, int limit)
    {
        var now = time.GetUtcNow();
        if (now - from.IssuedAt > options.IteratorLife)
        {
            throw new IteratorExpiredException($"The iterator was issued at {from.IssuedAt:O}.");
        }

        var stream = Find(from.Stream);
        if (stream.CreatedAt != from.CreatedAt)
        {
            throw new StreamNotFoundException(from.Stream);
        }

        var shard = Find(from.Stream, from.Shard);
        var start = Math.Max(from.Index, shard.FirstKept(HorizonOf(stream)));
        if (start < shard.Records.Count && from.EmptyPagesLeft > 0)
        {
            var again = IteratorAt(stream, shard, start, from.EmptyPagesLeft - 1);
            return new ShardPage([], again, now - shard.Records[start].ArrivedAt);
        }

        var records = Page(shard, start, limit);
        var next = start + records.Count;
        var atEnd = next == shard.Records.Count;
        return new ShardPage(
            records,
            atEnd && !shard.IsOpen ? null : IteratorAt(stream, shard, next, options.EmptyPages),
            atEnd ? TimeSpan.Zero : now - records[^1].ArrivedAt
        );
    }

    private List<StreamRecord> Page(InMemoryShard shard, int start, int limit)
    {
        var records = new List<StreamRecord>();
        long bytes = 0;
        foreach (var record in shard.Records.Skip(start).Take(Math.Min(limit, options.PageRecords)))
        {
            bytes += record.Data.Length;
            if (records.Count > 0 && bytes > options.PageBytes)
            {
                break;
            }

            records.Add(record);
        }

        return records;
    }

    private ShardIterator IteratorAt(InMemoryStream stream, InMemoryShard shard, int index, int emptyPages) =>
        new InMemoryIterator(stream.Name, stream.CreatedAt, shard.Id, index, emptyPages, time.GetUtcNow()).ToIterator();

    private DateTimeOffset HorizonOf(InMemoryStream stream) => time.GetUtcNow() - stream.Retention;

    private InMemoryStream Find(StreamName name) =>
        streams.TryGetValue(name, out var stream) ? stream : throw new StreamNotFoundException(name);

    private InMemoryShard Find(StreamName name, ShardId id) =>
        Find(name).Find(id) is { } shard && shard.IsListed(HorizonOf(Find(name)))
            ? shard
            : throw new StreamNotFoundException(name, id);
}
