using System.Globalization;
using System.Text;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Local.Stack;
using EventRecovery.Streams;

namespace EventRecovery.Replayer.Tests.Stack;

/// <summary>A stream with a history, and what a test knows of it.</summary>
internal sealed class SourceStream(IAmazonKinesis kinesis, StreamName name)
{
    private const int Keys = 40;
    private const int PutRecordsLimit = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly List<string> put = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public StreamName Name => name;

    /// <summary>The ids of all events, in the order in which they were put.</summary>
    public IReadOnlyList<string> Ids => put;

    /// <summary>A moment before the first event.</summary>
    public DateTimeOffset From { get; } = Emulators.Now;

    public static async Task<SourceStream> CreateAsync(IAmazonKinesis kinesis, StreamName name, int shards)
    {
        await StreamSetup.CreateAsync(kinesis, name, shards, TimeProvider.System, Token);
        return new SourceStream(kinesis, name);
    }

    /// <summary>The order key of an event: 40 keys in turn.</summary>
    public static string KeyOf(string id) =>
        string.Create(CultureInfo.InvariantCulture, $"key-{int.Parse(id[1..], CultureInfo.InvariantCulture) % Keys}");

    public async Task PutAsync(int count)
    {
        foreach (var some in Enumerable.Range(put.Count, count).Chunk(PutRecordsLimit))
        {
            var entries = some.Select(number => Entry(string.Create(CultureInfo.InvariantCulture, $"e{number:D6}")));
            var request = new PutRecordsRequest { StreamName = name.Value, Records = [.. entries] };
            (await kinesis.PutRecordsAsync(request, Token)).FailedRecordCount.ShouldBe(0);
        }
    }

    /// <summary>All that it holds, shard by shard, also of those that are closed.</summary>
    public async Task<IReadOnlyList<ShardBatch>> ReadAsync()
    {
        var reader = new KinesisShardReader(kinesis);
        var batches = new List<ShardBatch>();
        foreach (var shard in await reader.ListShardsAsync(name, Token))
        {
            var records = new List<StreamRecord>();
            ShardIterator? at = await reader.OpenAsync(name, shard.Id, new ShardStart.TrimHorizon(), Token);
            while (at is { } iterator)
            {
                var page = await reader.ReadAsync(iterator, 10_000, Token);
                records.AddRange(page.Records);
                at = page.Records.Count == 0 && page.BehindLatest <= TimeSpan.Zero ? null : page.Next;
            }

            batches.Add(new ShardBatch(name, shard.Id, records, shard.HashKeys));
        }

        return batches;
    }

    /// <summary>Splits the first open shard in the middle.</summary>
    public async Task SplitAsync()
    {
        var shards = await OpenShardsAsync();
        var keys = shards[0].HashKeyRange;
        var (start, end) = (UInt128.Parse(keys.StartingHashKey, null), UInt128.Parse(keys.EndingHashKey, null));
        var split = new SplitShardRequest
        {
            StreamName = name.Value,
            ShardToSplit = shards[0].ShardId,
            NewStartingHashKey = $"{start + ((end - start) / 2) + 1}",
        };
        await kinesis.SplitShardAsync(split, Token);
        await WaitForAsync(shards.Count + 1);
    }

    /// <summary>Merges the first two open shards.</summary>
    public async Task MergeAsync()
    {
        var shards = await OpenShardsAsync();
        var merge = new MergeShardsRequest
        {
            StreamName = name.Value,
            ShardToMerge = shards[0].ShardId,
            AdjacentShardToMerge = shards[1].ShardId,
        };
        await kinesis.MergeShardsAsync(merge, Token);
        await WaitForAsync(shards.Count - 1);
    }

    private PutRecordsRequestEntry Entry(string id)
    {
        put.Add(id);
        var json = $$"""{"id":"{{id}}","timestamp":"2026-11-22T08:00:00Z","original_value":100}""";
        return new PutRecordsRequestEntry
        {
            PartitionKey = KeyOf(id),
            Data = new MemoryStream(Encoding.UTF8.GetBytes(json)),
        };
    }

    /// <summary>By hash range.</summary>
    private async Task<List<Shard>> OpenShardsAsync()
    {
        var listing = await kinesis.ListShardsAsync(new ListShardsRequest { StreamName = name.Value }, Token);
        return
        [
            .. listing
                .Shards.Where(shard => shard.SequenceNumberRange.EndingSequenceNumber is null)
                .OrderBy(shard => UInt128.Parse(shard.HashKeyRange.StartingHashKey, null)),
        ];
    }

    private async Task WaitForAsync(int openShards)
    {
        while ((await OpenShardsAsync()).Count != openShards)
        {
            await Task.Delay(Poll, TimeProvider.System, Token);
        }
    }
}
