using EventRecovery.Publishing;
using EventRecovery.Testing.Streams;
using Microsoft.Extensions.Time.Testing;

namespace EventRecovery.Streams;

public sealed class InMemoryKinesisTests : StreamContract
{
    private static readonly StreamName Stream = new("event_stream");
    private static readonly ShardStart Oldest = new ShardStart.TrimHorizon();

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemoryKinesis kinesis;

    public InMemoryKinesisTests() => kinesis = new InMemoryKinesis(time);

    protected override IShardReader Reader => kinesis;

    protected override IRecordWriter WriterTo(StreamName stream) => kinesis.WriterTo(stream);

    protected override Task CreateAsync(StreamName stream, int shards)
    {
        kinesis.CreateStream(stream, shards);
        return Task.CompletedTask;
    }

    protected override Task SplitAsync(StreamName stream, ShardDescription shard)
    {
        kinesis.Split(stream, shard.Id);
        return Task.CompletedTask;
    }

    protected override Task MergeAsync(StreamName stream, ShardDescription shard, ShardDescription adjacent)
    {
        kinesis.Merge(stream, shard.Id, adjacent.Id);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_iterator_expires_after_5_minutes()
    {
        var shard = NewShard(kinesis);
        var iterator = await kinesis.OpenAsync(Stream, shard, Oldest, Cancelled);

        time.Advance(TimeSpan.FromMinutes(5));
        await kinesis.ReadAsync(iterator, limit: 1, Cancelled);
        time.Advance(TimeSpan.FromTicks(1));

        await Should.ThrowAsync<IteratorExpiredException>(() => kinesis.ReadAsync(iterator, limit: 1, Cancelled));
    }

    [Fact]
    public async Task Records_expire_and_reading_goes_on_behind_the_gap()
    {
        var shard = NewShard(kinesis);
        kinesis.Put(Stream, "k", "old"u8.ToArray());
        time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        kinesis.Put(Stream, "k", "new"u8.ToArray());

        var iterator = await kinesis.OpenAsync(Stream, shard, Oldest, Cancelled);
        var page = await kinesis.ReadAsync(iterator, limit: 10, Cancelled);

        page.Records.ShouldHaveSingleItem().Data.ToArray().ShouldBe("new"u8.ToArray());
    }

    [Fact]
    public async Task A_closed_shard_is_listed_until_its_last_record_can_have_expired()
    {
        var shard = NewShard(kinesis);
        kinesis.Split(Stream, shard);

        time.Advance(TimeSpan.FromHours(24));
        (await kinesis.ListShardsAsync(Stream, Cancelled)).Count.ShouldBe(3);
        time.Advance(TimeSpan.FromTicks(1));

        var left = await kinesis.ListShardsAsync(Stream, Cancelled);
        left.Count.ShouldBe(2);
        left.ShouldAllBe(child => child.Parent == shard);
        await Should.ThrowAsync<StreamNotFoundException>(() => kinesis.OpenAsync(Stream, shard, Oldest, Cancelled));
    }

    [Fact]
    public async Task A_stream_that_is_created_again_is_another()
    {
        var shard = NewShard(kinesis);
        var iterator = await kinesis.OpenAsync(Stream, shard, Oldest, Cancelled);

        kinesis.DeleteStream(Stream);
        time.Advance(TimeSpan.FromSeconds(1));
        NewShard(kinesis).ShouldBe(shard);

        await Should.ThrowAsync<StreamNotFoundException>(() => kinesis.ReadAsync(iterator, limit: 1, Cancelled));
    }

    [Fact]
    public async Task A_time_in_the_future_is_refused()
    {
        var shard = NewShard(kinesis);
        var later = new ShardStart.AtTimestamp(time.GetUtcNow().AddTicks(1));

        await Should.ThrowAsync<ArgumentException>(() => kinesis.OpenAsync(Stream, shard, later, Cancelled));
    }

    [Fact]
    public async Task Empty_pages_come_before_records_when_asked_for()
    {
        var gappy = new InMemoryKinesis(time, new InMemoryKinesisOptions { EmptyPages = 2 });
        var shard = NewShard(gappy);
        gappy.Put(Stream, "k", "1"u8.ToArray());
        time.Advance(TimeSpan.FromMinutes(1));

        var iterator = await gappy.OpenAsync(Stream, shard, Oldest, Cancelled);
        for (var empty = 0; empty < 2; empty++)
        {
            var page = await gappy.ReadAsync(iterator, limit: 10, Cancelled);
            page.Records.ShouldBeEmpty();
            page.BehindLatest.ShouldBe(TimeSpan.FromMinutes(1));
            iterator = page.Next!.Value;
        }

        (await gappy.ReadAsync(iterator, limit: 10, Cancelled)).Records.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_ends_before_10_MB_but_always_brings_a_record()
    {
        var small = new InMemoryKinesis(time, new InMemoryKinesisOptions { PageBytes = 10 });
        var shard = NewShard(small);
        foreach (var size in (int[])[20, 4, 4, 4])
        {
            small.Put(Stream, "k", new byte[size]);
        }

        var sizes = new List<int>();
        var iterator = await small.OpenAsync(Stream, shard, Oldest, Cancelled);
        for (var pages = 0; pages < 3; pages++)
        {
            var page = await small.ReadAsync(iterator, limit: 10, Cancelled);
            sizes.Add(page.Records.Count);
            iterator = page.Next!.Value;
        }

        sizes.ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task A_page_short_of_the_tip_tells_how_far()
    {
        var shard = NewShard(kinesis);
        kinesis.Put(Stream, "k", default);
        time.Advance(TimeSpan.FromSeconds(30));
        kinesis.Put(Stream, "k", default);

        var iterator = await kinesis.OpenAsync(Stream, shard, Oldest, Cancelled);
        var first = await kinesis.ReadAsync(iterator, limit: 1, Cancelled);
        var last = await kinesis.ReadAsync(first.Next!.Value, limit: 1, Cancelled);

        first.BehindLatest.ShouldBe(TimeSpan.FromSeconds(30));
        last.BehindLatest.ShouldBe(TimeSpan.Zero);
    }

    private static ShardId NewShard(InMemoryKinesis kinesis)
    {
        kinesis.CreateStream(Stream, shards: 1);
        return new ShardId("shardId-000000000000");
    }
}
