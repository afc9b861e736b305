using System.Globalization;
using Amazon.Kinesis.Model;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Publishing;
using EventRecovery.Streams;
using EventRecovery.Testing.Streams;

namespace EventRecovery.Aws.Tests.Kinesis;

public sealed class KinesisStreamTests(Cloud cloud) : StreamContract
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    protected override IShardReader Reader { get; } = new KinesisShardReader(cloud.Clients.Kinesis);

    protected override IRecordWriter WriterTo(StreamName stream) =>
        new KinesisRecordWriter(cloud.Clients.Kinesis, stream);

    protected override async Task CreateAsync(StreamName stream, int shards)
    {
        await cloud.Clients.Kinesis.CreateStreamAsync(
            new CreateStreamRequest { StreamName = stream.Value, ShardCount = shards },
            Cancelled
        );
        await BecomesActiveAsync(stream);
    }

    protected override async Task SplitAsync(StreamName stream, ShardDescription shard)
    {
        var middle = shard.HashKeys.Start + ((shard.HashKeys.End - shard.HashKeys.Start) / 2) + 1;
        await cloud.Clients.Kinesis.SplitShardAsync(
            new SplitShardRequest
            {
                StreamName = stream.Value,
                ShardToSplit = shard.Id.Value,
                NewStartingHashKey = middle.ToString(CultureInfo.InvariantCulture),
            },
            Cancelled
        );
        await BecomesActiveAsync(stream);
    }

    protected override async Task MergeAsync(StreamName stream, ShardDescription shard, ShardDescription adjacent)
    {
        await cloud.Clients.Kinesis.MergeShardsAsync(
            new MergeShardsRequest
            {
                StreamName = stream.Value,
                ShardToMerge = shard.Id.Value,
                AdjacentShardToMerge = adjacent.Id.Value,
            },
            Cancelled
        );
        await BecomesActiveAsync(stream);
    }

    private async Task BecomesActiveAsync(StreamName stream)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        var request = new DescribeStreamSummaryRequest { StreamName = stream.Value };
        while (
            (await cloud.Clients.Kinesis.DescribeStreamSummaryAsync(request, bound.Token))
                .StreamDescriptionSummary
                .StreamStatus != Amazon.Kinesis.StreamStatus.ACTIVE
        )
        {
            await Task.Delay(Poll, TimeProvider.System, bound.Token);
        }
    }
}
