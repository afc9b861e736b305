using System.Globalization;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Streams;

/// <summary>The product's own reader and writer, on kinesis-local.</summary>
internal sealed class StreamOnEmulator(StreamName stream, IAmazonKinesis client)
    : StreamSystem(stream, new KinesisShardReader(client), new KinesisRecordWriter(client, stream))
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    public override async Task CreateAsync(int shards, CancellationToken token)
    {
        while (true)
        {
            try
            {
                await client.CreateStreamAsync(
                    new CreateStreamRequest { StreamName = Stream.Value, ShardCount = shards },
                    token
                );
                break;
            }
            catch (LimitExceededException)
            {
                // At most five streams may be in creation, and other tests create some too.
                await Task.Delay(Poll, TimeProvider.System, token);
            }
        }

        await BecomesActiveAsync(token);
    }

    public override async Task DeleteAsync(CancellationToken token)
    {
        await client.DeleteStreamAsync(new DeleteStreamRequest { StreamName = Stream.Value }, token);
        while (true)
        {
            try
            {
                await DescribeAsync(token);
                await Task.Delay(Poll, TimeProvider.System, token);
            }
            catch (ResourceNotFoundException)
            {
                return;
            }
        }
    }

    public override async Task SplitAsync(ShardId shard, UInt128 at, CancellationToken token)
    {
        await client.SplitShardAsync(
            new SplitShardRequest
            {
                StreamName = Stream.Value,
                ShardToSplit = shard.Value,
                NewStartingHashKey = at.ToString(CultureInfo.InvariantCulture),
            },
            token
        );
        await BecomesActiveAsync(token);
    }

    public override async Task MergeAsync(ShardId shard, ShardId adjacent, CancellationToken token)
    {
        await client.MergeShardsAsync(
            new MergeShardsRequest
            {
                StreamName = Stream.Value,
                ShardToMerge = shard.Value,
                AdjacentShardToMerge = adjacent.Value,
            },
            token
        );
        await BecomesActiveAsync(token);
    }

    public override async Task TickAsync(CancellationToken token)
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        while (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() == before)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, token);
        }
    }

    private async Task BecomesActiveAsync(CancellationToken token)
    {
        while (await DescribeAsync(token) != StreamStatus.ACTIVE)
        {
            await Task.Delay(Poll, TimeProvider.System, token);
        }
    }

    private async Task<StreamStatus> DescribeAsync(CancellationToken token)
    {
        var request = new DescribeStreamSummaryRequest { StreamName = Stream.Value };
        return (await client.DescribeStreamSummaryAsync(request, token)).StreamDescriptionSummary.StreamStatus;
    }
}
