using EventRecovery.Claims;
using EventRecovery.Publishing;
using EventRecovery.Replay.Reading;
using EventRecovery.Streams;

namespace EventRecovery.Benchmarks.Replay;

/// <summary>How long calls take that are made to wait: assumptions, in the order of what the services show within a region.</summary>
internal static class ServiceTimes
{
    public static readonly TimeSpan Read = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan Put = TimeSpan.FromMilliseconds(20);
    public static readonly TimeSpan Claim = TimeSpan.FromMilliseconds(10);
}

/// <summary>Holds each shard to what Kinesis gives of it, and makes a call wait where Kinesis would throttle it.</summary>
internal sealed class LimitedKinesis(IShardReader inner, TimeProvider time) : IShardReader
{
    private readonly Dictionary<string, ReadPacer> paces = [];

    public Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken) =>
        inner.DescribeAsync(stream, cancellationToken);

    public Task<IReadOnlyList<ShardDescription>> ListShardsAsync(
        StreamName stream,
        CancellationToken cancellationToken
    ) => inner.ListShardsAsync(stream, cancellationToken);

    public async Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    )
    {
        var iterator = await inner.OpenAsync(stream, shard, start, cancellationToken);
        return Named(shard.Value, iterator);
    }

    public async Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken)
    {
        var parts = iterator.Value.Split('\n', 2);
        var pace = PaceOf(parts[0]);
        await pace.BeforeCallAsync(cancellationToken);
        await Task.Delay(ServiceTimes.Read, time, cancellationToken);
        var page = await inner.ReadAsync(new ShardIterator(parts[1]), limit, cancellationToken);
        pace.AfterPage(0, page.Records.Sum(record => (long)record.Data.Length));
        return page with { Next = page.Next is { } next ? Named(parts[0], next) : null };
    }

    private static ShardIterator Named(string shard, ShardIterator iterator) => new($"{shard}\n{iterator.Value}");

    private ReadPacer PaceOf(string shard)
    {
        lock (paces)
        {
            if (!paces.TryGetValue(shard, out var pace))
            {
                paces.Add(shard, pace = new ReadPacer(new ReadLimits { Share = 1, RecordsPerSecond = 1e9 }, time));
            }

            return pace;
        }
    }
}

/// <summary>A recovered stream that takes everything and keeps nothing.</summary>
internal sealed class AcceptingWriter(TimeSpan slowness) : IRecordWriter
{
    public async Task<IReadOnlyList<PutOutcome>> PutAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    )
    {
        await Slowly.WaitAsync(slowness, cancellationToken);
        return new PutOutcome[records.Count];
    }
}

internal sealed class SlowClaimStore(IClaimStore inner, TimeSpan slowness) : IClaimStore
{
    public async Task<ClaimLogSlice> ReadAsync(ClaimLogId log, int fromPage, CancellationToken cancellationToken)
    {
        await Slowly.WaitAsync(slowness, cancellationToken);
        return await inner.ReadAsync(log, fromPage, cancellationToken);
    }

    public async Task<PublishedEntries?> ReadDoneAsync(ClaimLogId log, int page, CancellationToken cancellationToken)
    {
        await Slowly.WaitAsync(slowness, cancellationToken);
        return await inner.ReadDoneAsync(log, page, cancellationToken);
    }

    public async Task<AppendOutcome> AppendAsync(ClaimLogId log, ClaimPage page, CancellationToken cancellationToken)
    {
        await Slowly.WaitAsync(slowness, cancellationToken);
        return await inner.AppendAsync(log, page, cancellationToken);
    }

    public async Task WriteDoneAsync(
        ClaimLogId log,
        int page,
        PublishedEntries published,
        CancellationToken cancellationToken
    )
    {
        await Slowly.WaitAsync(slowness, cancellationToken);
        await inner.WriteDoneAsync(log, page, published, cancellationToken);
    }
}

internal static class Slowly
{
    public static Task WaitAsync(TimeSpan slowness, CancellationToken cancellationToken) =>
        slowness == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(slowness, TimeProvider.System, cancellationToken);
}
