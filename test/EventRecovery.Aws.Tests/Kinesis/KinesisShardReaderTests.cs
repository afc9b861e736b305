using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Streams;
using KinesisHashKeyRange = Amazon.Kinesis.Model.HashKeyRange;

namespace EventRecovery.Aws.Tests.Kinesis;

public sealed class KinesisShardReaderTests : IDisposable
{
    private static readonly StreamName Stream = new("event_stream");
    private static readonly ShardId Shard0 = new("shardId-000000000000");

    private readonly FakeKinesis kinesis = new();
    private readonly KinesisShardReader reader;

    public KinesisShardReaderTests()
    {
        kinesis.GetShardIterator = _ => new GetShardIteratorResponse { ShardIterator = "first" };
        reader = new KinesisShardReader(kinesis);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => kinesis.Dispose();

    [Fact]
    public async Task A_listing_goes_on_with_the_token_and_without_the_name()
    {
        var asked = new List<(string, string)>();
        kinesis.ListShards = request =>
        {
            asked.Add((request.StreamName, request.NextToken));
            return new ListShardsResponse
            {
                Shards = [Described(asked.Count)],
                NextToken = asked.Count < 3 ? $"t{asked.Count}" : null,
            };
        };

        var shards = await reader.ListShardsAsync(Stream, Token);

        shards.Count.ShouldBe(3);
        asked.ShouldBe([(Stream.Value, null), (null, "t1"), (null, "t2")]);
    }

    [Fact]
    public async Task A_token_that_expired_starts_the_listing_over()
    {
        var calls = 0;
        kinesis.ListShards = request =>
            ++calls switch
            {
                1 => new ListShardsResponse { Shards = [Described(1)], NextToken = "t1" },
                2 => throw new ExpiredNextTokenException("too late"),
                _ => new ListShardsResponse { Shards = [Described(1), Described(2)] },
            };

        (await reader.ListShardsAsync(Stream, Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Lineage_and_ranges_are_read_exactly()
    {
        kinesis.ListShards = _ => new ListShardsResponse { Shards = [Described(7)] };

        var shard = (await reader.ListShardsAsync(Stream, Token)).Single();

        shard.ShouldBe(
            new ShardDescription(
                new ShardId("shardId-000000000007"),
                new ShardId("shardId-000000000001"),
                new ShardId("shardId-000000000002"),
                Streams.HashKeyRange.All,
                new SequenceNumber("49600000000000000000000000000000000000000000000000000001"),
                new SequenceNumber("49600000000000000000000000000000000000000000000000000009")
            )
        );
    }

    [Theory]
    [InlineData("2026-11-22T08:00:00.0000000Z", "2026-11-22T07:59:59Z")]
    [InlineData("2026-11-22T08:00:00.0000001Z", "2026-11-22T07:59:59Z")]
    [InlineData("2026-11-22T08:00:00.4000000Z", "2026-11-22T07:59:59Z")]
    [InlineData("2026-11-22T08:00:00.9999999Z", "2026-11-22T07:59:59Z")]
    public async Task A_time_is_asked_for_as_a_whole_second_at_least_one_early(string asked, string sent)
    {
        GetShardIteratorRequest? request = null;
        kinesis.GetShardIterator = got =>
        {
            request = got;
            return new GetShardIteratorResponse { ShardIterator = "first" };
        };

        await reader.OpenAsync(Stream, Shard0, new ShardStart.AtTimestamp(Time(asked)), Token);

        request!.ShardIteratorType.ShouldBe(ShardIteratorType.AT_TIMESTAMP);
        request.Timestamp.ShouldBe(Time(sent).UtcDateTime);
        request.Timestamp!.Value.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public async Task An_expired_iterator_is_named_with_its_shard()
    {
        kinesis.GetRecords = _ => throw new ExpiredIteratorException("too late");
        var iterator = await reader.OpenAsync(Stream, Shard0, new ShardStart.TrimHorizon(), Token);

        var expired = await Should.ThrowAsync<IteratorExpiredException>(() => reader.ReadAsync(iterator, 10, Token));

        expired.Message.ShouldContain("event_stream/shardId-000000000000");
    }

    [Theory]
    [InlineData(typeof(ProvisionedThroughputExceededException))]
    [InlineData(typeof(LimitExceededException))]
    [InlineData(typeof(KMSThrottlingException))]
    public async Task Throttling_is_transient(Type type)
    {
        var code = type.Name;
        kinesis.GetRecords = _ =>
            throw new AmazonKinesisException("slow down", Amazon.Runtime.ErrorType.Sender, code, "id", default);
        var iterator = await reader.OpenAsync(Stream, Shard0, new ShardStart.TrimHorizon(), Token);

        var failure = await Should.ThrowAsync<TransientFailureException>(() => reader.ReadAsync(iterator, 10, Token));

        failure.Throttled.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_that_is_deleted_while_it_is_read_is_named()
    {
        kinesis.GetRecords = _ => throw new ResourceNotFoundException("gone");
        var iterator = await reader.OpenAsync(Stream, Shard0, new ShardStart.TrimHorizon(), Token);

        var missing = await Should.ThrowAsync<StreamNotFoundException>(() => reader.ReadAsync(iterator, 10, Token));

        (missing.Stream, missing.Shard).ShouldBe((Stream, Shard0));
    }

    [Fact]
    public async Task A_page_without_anything_is_an_end_and_no_error()
    {
        string? asked = null;
        kinesis.GetRecords = request =>
        {
            asked = request.ShardIterator;
            return new GetRecordsResponse();
        };
        var iterator = await reader.OpenAsync(Stream, Shard0, new ShardStart.TrimHorizon(), Token);

        var page = await reader.ReadAsync(iterator, 10, Token);

        asked.ShouldBe("first");
        page.Records.ShouldBeEmpty();
        page.Next.ShouldBeNull();
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Shard Described(int number) =>
        new()
        {
            ShardId = $"shardId-{number:D12}",
            ParentShardId = "shardId-000000000001",
            AdjacentParentShardId = "shardId-000000000002",
            HashKeyRange = new KinesisHashKeyRange
            {
                StartingHashKey = "0",
                EndingHashKey = "340282366920938463463374607431768211455",
            },
            SequenceNumberRange = new SequenceNumberRange
            {
                StartingSequenceNumber = "49600000000000000000000000000000000000000000000000000001",
                EndingSequenceNumber = "49600000000000000000000000000000000000000000000000000009",
            },
        };
}
