using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Kinesis;

/// <summary>Reads streams through the Kinesis API, by polling. Thread-safe.</summary>
public sealed class KinesisShardReader(IAmazonKinesis client) : IShardReader
{
    /// <summary>A page of the listing: the API's maximum, since ListShards is limited to 1,000 calls a second and account.</summary>
    private const int ShardsPerPage = 1_000;

    /// <summary>A token lives for 300 seconds, so that one expires is rare, and that the next does too is another problem.</summary>
    private const int MaxListings = 3;

    public async Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken)
    {
        var request = new DescribeStreamSummaryRequest { StreamName = stream.Value };
        var response = await CallAsync(
            stream,
            shard: null,
            () => client.DescribeStreamSummaryAsync(request, cancellationToken),
            cancellationToken
        );
        var summary = response.StreamDescriptionSummary;
        return new StreamDescription(
            stream,
            KinesisMapping.ToUtc(summary.StreamCreationTimestamp ?? default),
            TimeSpan.FromHours(summary.RetentionPeriodHours ?? 24),
            summary.OpenShardCount ?? 0
        );
    }

    public async Task<IReadOnlyList<ShardDescription>> ListShardsAsync(
        StreamName stream,
        CancellationToken cancellationToken
    )
    {
        for (var listing = 1; ; listing++)
        {
            try
            {
                return await ListOnceAsync(stream, cancellationToken);
            }
            catch (ExpiredNextTokenException) when (listing < MaxListings)
            {
                // From the beginning: half of one listing and half of another may miss a shard.
            }
        }
    }

    public async Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    )
    {
        var request = start.ToRequest(stream, shard);
        var response = await CallAsync(
            stream,
            shard,
            () => client.GetShardIteratorAsync(request, cancellationToken),
            cancellationToken
        );
        return new KinesisIterator(stream, shard, response.ShardIterator).Pack();
    }

    public async Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken)
    {
        var at = KinesisIterator.Unpack(iterator);
        var request = new GetRecordsRequest { ShardIterator = at.Value, Limit = limit };
        try
        {
            var response = await CallAsync(
                at.Stream,
                at.Shard,
                () => client.GetRecordsAsync(request, cancellationToken),
                cancellationToken
            );
            return new ShardPage(
                [.. (response.Records ?? []).Select(record => record.ToStreamRecord())],
                response.NextShardIterator is { Length: > 0 } next ? (at with { Value = next }).Pack() : null,
                TimeSpan.FromMilliseconds(response.MillisBehindLatest ?? 0)
            );
        }
        catch (ExpiredIteratorException expired)
        {
            throw new IteratorExpiredException(
                $"The iterator into {at.Stream}/{at.Shard} is over 5 minutes old.",
                expired
            );
        }
    }

    /// <summary>All pages. The token stands for the stream, and Kinesis refuses both together.</summary>
    private async Task<IReadOnlyList<ShardDescription>> ListOnceAsync(
        StreamName stream,
        CancellationToken cancellationToken
    )
    {
        var shards = new List<ShardDescription>();
        string? token = null;
        do
        {
            var request = token is null
                ? new ListShardsRequest { StreamName = stream.Value, MaxResults = ShardsPerPage }
                : new ListShardsRequest { NextToken = token, MaxResults = ShardsPerPage };
            var response = await CallAsync(
                stream,
                shard: null,
                () => client.ListShardsAsync(request, cancellationToken),
                cancellationToken
            );
            shards.AddRange((response.Shards ?? []).Select(shard => shard.ToDescription()));
            token = response.NextToken;
        } while (token is { Length: > 0 });
        return shards;
    }

    private static async Task<T> CallAsync<T>(
        StreamName stream,
        ShardId? shard,
        Func<Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await AwsFailures.CallAsync(call, cancellationToken);
        }
        catch (ResourceNotFoundException missing)
        {
            throw new StreamNotFoundException(stream, shard, missing);
        }
    }
}
