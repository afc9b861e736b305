using EventRecovery.Streams;

namespace EventRecovery.Telemetry;

/// <summary>Counts GetRecords calls, and what they returned.</summary>
public sealed class MeteredShardReader(IShardReader inner, RecoveryMetrics metrics) : IShardReader
{
    public Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken) =>
        CountThrottlesAsync(inner.DescribeAsync(stream, cancellationToken));

    public Task<IReadOnlyList<ShardDescription>> ListShardsAsync(
        StreamName stream,
        CancellationToken cancellationToken
    ) => CountThrottlesAsync(inner.ListShardsAsync(stream, cancellationToken));

    public Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    ) => CountThrottlesAsync(inner.OpenAsync(stream, shard, start, cancellationToken));

    public async Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken)
    {
        metrics.Add(MetricNames.GetRecordsCalls, 1);
        var page = await CountThrottlesAsync(inner.ReadAsync(iterator, limit, cancellationToken));
        metrics.Add(MetricNames.GetRecordsRecords, page.Records.Count);
        metrics.Add(MetricNames.GetRecordsBytes, page.Records.Sum(record => (long)record.Data.Length));
        return page;
    }

    private async Task<T> CountThrottlesAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (TransientFailureException failure) when (failure.Throttled)
        {
            metrics.Add(MetricNames.Throttles, 1, "Kinesis");
            throw;
        }
    }
}
