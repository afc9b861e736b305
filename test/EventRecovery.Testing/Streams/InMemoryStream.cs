using System.Globalization;
using System.Numerics;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Streams;

/// <summary>One in-memory stream: its shards, open and closed, and its sequence numbers. Not thread-safe.</summary>
internal sealed class InMemoryStream
{
    /// <summary>Sequence numbers get 56 digits, as real ones have, so that whoever takes them for 128-bit integers notices.</summary>
    private static readonly BigInteger FirstSequence = BigInteger.Pow(10, 55) * 4 + BigInteger.Pow(10, 54) * 9;

    /// <summary>They are not gap-free.</summary>
    private const int SequenceStep = 1_000_003;

    private readonly List<InMemoryShard> shards = [];
    private long drawn;

    public InMemoryStream(StreamName name, int shardCount, TimeSpan retention, DateTimeOffset createdAt)
    {
        (Name, Retention, CreatedAt) = (name, retention, createdAt);
        var width = UInt128.MaxValue / (UInt128)shardCount;
        for (var i = 0; i < shardCount; i++)
        {
            var start = width * (UInt128)i;
            var end = i == shardCount - 1 ? UInt128.MaxValue : (width * (UInt128)(i + 1)) - 1;
            Add(new HashKeyRange(start, end), parent: null, adjacentParent: null);
        }
    }

    public StreamName Name { get; }

    public TimeSpan Retention { get; set; }

    public DateTimeOffset CreatedAt { get; }

    public IReadOnlyList<InMemoryShard> Shards => shards;

    public InMemoryShard? Find(ShardId id) => shards.Find(shard => shard.Id == id);

    /// <summary>A sequence number of Kinesis names its shard, and opens no other.</summary>
    public bool IsOfAnother(InMemoryShard shard, ShardStart start) =>
        shards.Exists(other => other != shard && other.Holds(start));

    public InMemoryShard ShardOf(string partitionKey)
    {
        var hash = HashKeyRange.HashOf(partitionKey);
        return shards.Find(shard => shard.IsOpen && shard.Keys.Contains(hash))!;
    }

    public StreamRecord Append(InMemoryShard shard, string partitionKey, ReadOnlyMemory<byte> data, DateTimeOffset now)
    {
        var record = new StreamRecord(NextSequence(), partitionKey, now, data.ToArray());
        shard.Records.Add(record);
        return record;
    }

    public (InMemoryShard Low, InMemoryShard High) Split(InMemoryShard shard, UInt128 at, DateTimeOffset now)
    {
        if (!shard.IsOpen || at <= shard.Keys.Start || at > shard.Keys.End)
        {
            throw new ArgumentException($"Shard {shard.Id} cannot be split there.", nameof(at));
        }

        shard.Close(NextSequence(), now);
        return (
            Add(new HashKeyRange(shard.Keys.Start, at - 1), shard, adjacentParent: null),
            Add(new HashKeyRange(at, shard.Keys.End), shard, adjacentParent: null)
        );
    }

    public InMemoryShard Merge(InMemoryShard shard, InMemoryShard adjacent, DateTimeOffset now)
    {
        var (low, high) = shard.Keys.Start < adjacent.Keys.Start ? (shard, adjacent) : (adjacent, shard);
        if (!shard.IsOpen || !adjacent.IsOpen || low.Keys.End + 1 != high.Keys.Start)
        {
            throw new ArgumentException($"Shards {shard.Id} and {adjacent.Id} cannot be merged.", nameof(adjacent));
        }

        shard.Close(NextSequence(), now);
        adjacent.Close(NextSequence(), now);
        return Add(new HashKeyRange(low.Keys.Start, high.Keys.End), shard, adjacent);
    }

    private InMemoryShard Add(HashKeyRange keys, InMemoryShard? parent, InMemoryShard? adjacentParent)
    {
        var shard = new InMemoryShard(shards.Count, keys, parent, adjacentParent, NextSequence());
        shards.Add(shard);
        return shard;
    }

    private SequenceNumber NextSequence() =>
        new((FirstSequence + (++drawn * SequenceStep)).ToString(CultureInfo.InvariantCulture));
}
