using System.Globalization;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Replay;

/// <summary>A stream's reshardings, written down as they happen: <c>new SomeShards().Root().Split(0).Merge(1, 2)</c>.</summary>
internal sealed class SomeShards
{
    public static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset HalfPastNine = Eight.AddMinutes(90);
    public static readonly DateTimeOffset Noon = Eight.AddHours(4);
    public static readonly ReplayWindow Window = new(Eight, HalfPastNine);

    private static readonly SequenceNumber Closed = new("9999");
    private readonly List<ShardDescription> shards = [];

    public IReadOnlyList<ShardDescription> Listing => shards;

    public static ShardId Id(int number) => new(string.Create(CultureInfo.InvariantCulture, $"shardId-{number:D12}"));

    public static ShardKey Key(int number) => new(new StreamName("event_stream"), Eight.AddDays(-30), Id(number));

    public static ShardCheckpoint Done(int number, ShardEnd end = ShardEnd.Closed, bool reached = true) =>
        new(Key(number), new Lease(null, default, 1), new ShardPosition.Done(end)) { ReachedWindow = reached };

    public static ShardCheckpoint At(int number, string sequence, int? sub = null, Lease? lease = null) =>
        new(
            Key(number),
            lease ?? new Lease(null, default, 1),
            new ShardPosition.After(new RecordPosition(new SequenceNumber(sequence), sub))
        );

    /// <summary>Adds shards without parents that divide the key space evenly.</summary>
    public SomeShards Roots(int count = 1)
    {
        var width = (UInt128.MaxValue / (UInt128)count) + (count == 1 ? 0u : 1u);
        for (var i = 0; i < count; i++)
        {
            var start = width * (UInt128)i;
            Add(null, null, new HashKeyRange(start, i == count - 1 ? UInt128.MaxValue : start + width - 1));
        }

        return this;
    }

    public SomeShards Split(int shard)
    {
        var parent = Close(shard);
        var (start, end) = (parent.HashKeys.Start, parent.HashKeys.End);
        var middle = start + ((end - start) / 2);
        Add(parent.Id, null, new HashKeyRange(start, middle));
        Add(parent.Id, null, new HashKeyRange(middle + 1, end));
        return this;
    }

    public SomeShards Merge(int shard, int adjacent)
    {
        var (parent, other) = (Close(shard), Close(adjacent));
        Add(parent.Id, other.Id, new HashKeyRange(parent.HashKeys.Start, other.HashKeys.End));
        return this;
    }

    /// <summary>Takes a shard out of the listing, as its expiry does.</summary>
    public SomeShards Expire(int shard)
    {
        shards.RemoveAll(known => known.Id == Id(shard));
        return this;
    }

    public SomeShards Add(ShardId? parent, ShardId? adjacent, HashKeyRange keys)
    {
        var number = shards.Count == 0 ? 0 : shards.Max(shard => Number(shard.Id)) + 1;
        shards.Add(new ShardDescription(Id(number), parent, adjacent, keys, new SequenceNumber("1"), null));
        return this;
    }

    private ShardDescription Close(int number)
    {
        var index = shards.FindIndex(shard => shard.Id == Id(number));
        return shards[index] = shards[index] with { EndingSequence = Closed };
    }

    private static int Number(ShardId id) =>
        int.Parse(id.Value.AsSpan("shardId-".Length), CultureInfo.InvariantCulture);
}
