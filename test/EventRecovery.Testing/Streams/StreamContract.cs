using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Streams;

/// <summary>What every reader and writer of streams must do. Each test has a stream of its own.</summary>
public abstract class StreamContract
{
    private static readonly ShardStart Oldest = new ShardStart.TrimHorizon();

    protected abstract IShardReader Reader { get; }

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A name that no other test uses.</summary>
    protected static StreamName NewName => new($"s-{TestContext.Current.Test!.UniqueID[..32]}");

    protected abstract IRecordWriter WriterTo(StreamName stream);

    protected abstract Task CreateAsync(StreamName stream, int shards);

    /// <summary>Splits in the middle of the range, and returns when that is done.</summary>
    protected abstract Task SplitAsync(StreamName stream, ShardDescription shard);

    /// <summary>Returns when that is done.</summary>
    protected abstract Task MergeAsync(StreamName stream, ShardDescription shard, ShardDescription adjacent);

    [Fact]
    public async Task A_stream_tells_when_it_was_created_and_how_long_it_keeps_records()
    {
        var stream = await NewStreamAsync(shards: 3);

        var description = await Reader.DescribeAsync(stream, Cancelled);

        description.Name.ShouldBe(stream);
        description.OpenShards.ShouldBe(3);
        description.Retention.ShouldBe(TimeSpan.FromHours(24));
        description.CreatedAt.Year.ShouldBeGreaterThan(2000);
    }

    [Fact]
    public async Task A_stream_or_shard_that_is_not_there_is_named()
    {
        var stream = await NewStreamAsync(shards: 1);
        var missing = new StreamName("no-such-stream");
        var shard = new ShardId("shardId-000000000099");

        (
            await Should.ThrowAsync<StreamNotFoundException>(() => Reader.DescribeAsync(missing, Cancelled))
        ).Stream.ShouldBe(missing);
        await Should.ThrowAsync<StreamNotFoundException>(() => Reader.ListShardsAsync(missing, Cancelled));
        await Should.ThrowAsync<StreamNotFoundException>(() => WriterTo(missing).PutAsync([Record("k")], Cancelled));
        var refused = await Should.ThrowAsync<StreamNotFoundException>(() =>
            Reader.OpenAsync(stream, shard, Oldest, Cancelled)
        );
        (refused.Stream, refused.Shard).ShouldBe((stream, shard));
    }

    [Fact]
    public async Task Shards_divide_the_hash_keys_without_gap_or_overlap()
    {
        var stream = await NewStreamAsync(shards: 4);

        var shards = await Reader.ListShardsAsync(stream, Cancelled);

        shards.Count.ShouldBe(4);
        shards.ShouldAllBe(shard => shard.IsOpen && shard.Parent == null && shard.AdjacentParent == null);
        var ranges = shards.Select(shard => shard.HashKeys).OrderBy(range => range.Start).ToList();
        ranges[0].Start.ShouldBe(UInt128.MinValue);
        ranges[^1].End.ShouldBe(UInt128.MaxValue);
        foreach (var (range, next) in ranges.Zip(ranges.Skip(1)))
        {
            next.Start.ShouldBe(range.End + 1);
        }
    }

    [Fact]
    public async Task Records_lie_in_the_shard_of_their_key_in_the_order_they_were_put()
    {
        var stream = await NewStreamAsync(shards: 2);
        var sent = Enumerable.Range(0, 20).Select(index => Record($"key {index % 5}", (byte)index)).ToList();
        foreach (var record in sent)
        {
            (await WriterTo(stream).PutAsync([record], Cancelled)).ShouldBe([PutOutcome.Accepted]);
        }

        var read = 0;
        foreach (var shard in await Reader.ListShardsAsync(stream, Cancelled))
        {
            var records = await ReadAllAsync(stream, shard.Id, Oldest);
            read += records.Count;
            records
                .Select(record => (record.PartitionKey, record.Data.Span[0]))
                .ShouldBe(
                    sent.Where(record => shard.HashKeys.Contains(HashKeyRange.HashOf(record.PartitionKey)))
                        .Select(record => (record.PartitionKey, record.Data.Span[0]))
                );
            records.Select(record => record.Sequence).ShouldBeInOrder();
            records.ShouldAllBe(record => record.Sequence.IsValid && record.ArrivedAt.Year > 2000);
        }

        read.ShouldBe(sent.Count);
    }

    [Fact]
    public async Task A_call_answers_for_each_record_by_index()
    {
        var stream = await NewStreamAsync(shards: 2);
        var records = Enumerable.Range(0, PublishLimits.RecordsPerCall).Select(index => Record($"{index}")).ToList();

        var outcomes = await WriterTo(stream).PutAsync(records, Cancelled);

        outcomes.Count.ShouldBe(records.Count);
        outcomes.ShouldAllBe(outcome => outcome.IsAccepted);
    }

    [Fact]
    public async Task Bytes_come_back_as_they_were_put()
    {
        var (stream, shard) = await NewShardAsync();
        byte[] data = [.. Enumerable.Range(0, 200_000).Select(index => (byte)(index % 251))];

        await WriterTo(stream).PutAsync([new OutgoingRecord("é \"key\"", new("k"), data.AsMemory(1))], Cancelled);

        var record = (await ReadAllAsync(stream, shard, Oldest)).ShouldHaveSingleItem();
        record.PartitionKey.ShouldBe("é \"key\"");
        record.Data.Span.SequenceEqual(data.AsSpan(1)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_page_is_no_longer_than_asked_and_the_next_goes_on()
    {
        var (stream, shard) = await NewShardAsync(records: 5);

        var iterator = await Reader.OpenAsync(stream, shard, Oldest, Cancelled);
        var first = await Reader.ReadAsync(iterator, limit: 3, Cancelled);
        var second = await Reader.ReadAsync(first.Next!.Value, limit: 3, Cancelled);

        Payloads(first.Records).ShouldBe([0, 1, 2]);
        Payloads(second.Records).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task An_open_shard_has_no_end()
    {
        var (stream, shard) = await NewShardAsync(records: 1);

        var iterator = await Reader.OpenAsync(stream, shard, Oldest, Cancelled);
        for (var page = 0; page < 3; page++)
        {
            iterator = (await Reader.ReadAsync(iterator, limit: 10, Cancelled)).Next.ShouldNotBeNull();
        }

        var tip = await Reader.ReadAsync(iterator, limit: 10, Cancelled);
        tip.Records.ShouldBeEmpty();
        tip.BehindLatest.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task An_iterator_may_be_used_again()
    {
        var (stream, shard) = await NewShardAsync(records: 2);
        var iterator = await Reader.OpenAsync(stream, shard, Oldest, Cancelled);

        var once = await Reader.ReadAsync(iterator, limit: 10, Cancelled);
        var again = await Reader.ReadAsync(iterator, limit: 10, Cancelled);

        Payloads(again.Records).ShouldBe(Payloads(once.Records));
    }

    [Fact]
    public async Task A_shard_opens_at_or_after_a_sequence_number()
    {
        var (stream, shard) = await NewShardAsync(records: 4);
        var second = (await ReadAllAsync(stream, shard, Oldest))[1].Sequence;

        Payloads(await ReadAllAsync(stream, shard, new ShardStart.AtSequence(second))).ShouldBe([1, 2, 3]);
        Payloads(await ReadAllAsync(stream, shard, new ShardStart.AfterSequence(second))).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_shard_that_opens_at_a_time_misses_nothing_from_then_on()
    {
        var (stream, shard) = await NewShardAsync(records: 4);
        var third = (await ReadAllAsync(stream, shard, Oldest))[2];

        var records = await ReadAllAsync(stream, shard, new ShardStart.AtTimestamp(third.ArrivedAt));

        Payloads(records.Where(record => record.Sequence >= third.Sequence)).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_time_before_the_oldest_record_is_the_oldest_record()
    {
        var (stream, shard) = await NewShardAsync(records: 2);
        var oldest = (await ReadAllAsync(stream, shard, Oldest))[0];

        var early = new ShardStart.AtTimestamp(oldest.ArrivedAt.AddHours(-1));

        Payloads(await ReadAllAsync(stream, shard, early)).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task A_split_ends_the_parent_and_its_children_go_on()
    {
        var (stream, parent) = await NewShardAsync(records: 3);

        await SplitAsync(stream, (await Reader.ListShardsAsync(stream, Cancelled))[0]);
        await WriterTo(stream).PutAsync([Record("a"), Record("b"), Record("c"), Record("d")], Cancelled);

        var shards = await Reader.ListShardsAsync(stream, Cancelled);
        shards.Single(shard => shard.Id == parent).IsOpen.ShouldBeFalse();
        var children = shards.Where(shard => shard.Parent == parent).ToList();
        children.Count.ShouldBe(2);
        children.ShouldAllBe(child => child.IsOpen && child.AdjacentParent == null);
        Payloads(await ReadToEndAsync(stream, parent)).ShouldBe([0, 1, 2]);
        var inChildren = 0;
        foreach (var child in children)
        {
            inChildren += (await ReadAllAsync(stream, child.Id, Oldest)).Count;
        }

        inChildren.ShouldBe(4);
        (await Reader.DescribeAsync(stream, Cancelled)).OpenShards.ShouldBe(2);
    }

    [Fact]
    public async Task A_merge_child_names_both_parents()
    {
        var stream = await NewStreamAsync(shards: 2);
        var parents = await Reader.ListShardsAsync(stream, Cancelled);

        await MergeAsync(stream, parents[0], parents[1]);

        var child = (await Reader.ListShardsAsync(stream, Cancelled)).Single(shard => shard.IsOpen);
        ((ShardId?[])[child.Parent, child.AdjacentParent]).ShouldBe(
            parents.Select(parent => (ShardId?)parent.Id),
            ignoreOrder: true
        );
        child.HashKeys.ShouldBe(HashKeyRange.All);
        foreach (var parent in parents)
        {
            (await ReadToEndAsync(stream, parent.Id)).ShouldBeEmpty();
        }
    }

    private static OutgoingRecord Record(string key, byte payload = 0) => new(key, new(key), new[] { payload });

    private static List<int> Payloads(IEnumerable<StreamRecord> records) =>
        [.. records.Select(record => (int)record.Data.Span[0])];

    private async Task<StreamName> NewStreamAsync(int shards)
    {
        await CreateAsync(NewName, shards);
        return NewName;
    }

    private async Task<(StreamName Stream, ShardId Shard)> NewShardAsync(int records = 0)
    {
        var stream = await NewStreamAsync(shards: 1);
        for (var index = 0; index < records; index++)
        {
            await WriterTo(stream).PutAsync([Record("k", (byte)index)], Cancelled);
        }

        return (stream, (await Reader.ListShardsAsync(stream, Cancelled))[0].Id);
    }

    /// <summary>Up to the tip of an open shard, or the end of a closed one.</summary>
    private async Task<List<StreamRecord>> ReadAllAsync(StreamName stream, ShardId shard, ShardStart start)
    {
        var records = new List<StreamRecord>();
        ShardIterator? iterator = await Reader.OpenAsync(stream, shard, start, Cancelled);
        while (iterator is { } at)
        {
            var page = await Reader.ReadAsync(at, limit: 1_000, Cancelled);
            records.AddRange(page.Records);
            iterator = page.Records.Count == 0 && page.BehindLatest == TimeSpan.Zero ? null : page.Next;
        }

        return records;
    }

    private async Task<List<StreamRecord>> ReadToEndAsync(StreamName stream, ShardId shard)
    {
        var records = new List<StreamRecord>();
        ShardIterator? iterator = await Reader.OpenAsync(stream, shard, Oldest, Cancelled);
        for (var pages = 0; iterator is { } at; pages++)
        {
            pages.ShouldBeLessThan(100, "A closed shard has an end.");
            var page = await Reader.ReadAsync(at, limit: 1_000, Cancelled);
            records.AddRange(page.Records);
            iterator = page.Next;
        }

        return records;
    }
}
