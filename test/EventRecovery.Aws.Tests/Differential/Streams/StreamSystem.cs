using System.Buffers.Binary;
using System.Globalization;
using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Streams;

/// <summary>A stream with its reader, its writer and its operator, and what this side has seen of it so far.</summary>
internal abstract class StreamSystem(StreamName stream, IShardReader reader, IRecordWriter writer)
{
    private readonly Dictionary<int, int> callOf = [];
    private int calls;

    public StreamName Stream { get; } = stream;

    public IShardReader Reader { get; } = reader;

    /// <summary>All iterators that this side was given, also old ones.</summary>
    public List<ShardIterator> Iterators { get; } = [];

    /// <summary>All records that this side has read, in the order of the first time.</summary>
    public List<(ShardId Shard, StreamRecord Record)> Seen { get; } = [];

    public abstract Task CreateAsync(int shards, CancellationToken token);

    public abstract Task DeleteAsync(CancellationToken token);

    /// <param name="at">First hash key of the upper child.</param>
    public abstract Task SplitAsync(ShardId shard, UInt128 at, CancellationToken token);

    public abstract Task MergeAsync(ShardId shard, ShardId adjacent, CancellationToken token);

    /// <summary>So that records of different calls arrive at different times: arrival times count milliseconds.</summary>
    public abstract Task TickAsync(CancellationToken token);

    public async Task<IReadOnlyList<PutOutcome>> PutAsync(IReadOnlyList<string> keys, int size, CancellationToken token)
    {
        calls++;
        List<OutgoingRecord> records = [.. keys.Select(key => new OutgoingRecord(key, new(key), Numbered(size)))];
        await TickAsync(token);
        return await writer.PutAsync(records, token);
    }

    public static ShardId ShardNumber(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"shardId-{number:D12}"));

    /// <summary>A record as its number and its key: sequence numbers and times are each side's own.</summary>
    public string Name(StreamRecord record) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"#{NumberOf(record)} {(record.PartitionKey.Length > 9 ? record.PartitionKey[..9] : record.PartitionKey)} {record.Data.Length} B"
        );

    public bool IsOfOneCall(StreamRecord one, StreamRecord other) =>
        callOf.GetValueOrDefault(NumberOf(one)) == callOf.GetValueOrDefault(NumberOf(other));

    public void Saw(ShardId shard, IEnumerable<StreamRecord> records) =>
        Seen.AddRange(
            records
                .Where(record => Seen.TrueForAll(seen => seen.Record.Sequence != record.Sequence))
                .Select(record => (shard, record))
        );

    private static int NumberOf(StreamRecord record) =>
        record.Data.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32BigEndian(record.Data.Span);

    private byte[] Numbered(int size)
    {
        var data = new byte[size];
        callOf.Add(callOf.Count, calls);
        if (size >= sizeof(int))
        {
            BinaryPrimitives.WriteInt32BigEndian(data, callOf.Count - 1);
        }

        return data;
    }
}
