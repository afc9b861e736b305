using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>Reads one shard from its oldest record and cuts what it reads into batches.</summary>
internal sealed class ShardFeed(
    IShardReader reader,
    EventSource source,
    ShardState state,
    EventSourceMappingOptions options,
    TimeProvider time,
    Backoff backoff
)
{
    /// <summary>The most that Kinesis gives at once. A page is cut into batches here, so that it need not be asked for again.</summary>
    private const int PageSize = 10_000;

    private readonly List<SourceRecord> pending = [];
    private ShardIterator? iterator;
    private SequenceNumber? lastRead;
    private long? readAt;
    private bool ended;

    /// <summary>
    /// The next batch: as soon as it is full, its window is over, or the shard ends. Null once the shard is closed and read to its end.
    /// </summary>
    public async Task<IReadOnlyList<SourceRecord>?> NextBatchAsync(CancellationToken cancellationToken)
    {
        long? windowOpened = null;
        while (true)
        {
            if (pending.Count > 0)
            {
                windowOpened ??= time.GetTimestamp();
                var count = KinesisEventPayload.CountThatFits(pending, options.BatchSize);
                var full = count == options.BatchSize || count < pending.Count;
                if (full || ended || time.GetElapsedTime(windowOpened.Value) >= options.BatchingWindow)
                {
                    var batch = pending[..count];
                    pending.RemoveRange(0, count);
                    return batch;
                }
            }
            else if (ended)
            {
                return null;
            }

            await ReadAsync(cancellationToken);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await KeepPaceAsync(cancellationToken);
        try
        {
            iterator ??= await OpenAsync(cancellationToken);
            var askedAt = time.GetTimestamp();
            var page = await reader.ReadAsync(iterator.Value, PageSize, cancellationToken);
            backoff.Reset();
            Take(page, askedAt);
        }
        catch (IteratorExpiredException)
        {
            iterator = null;
        }
        catch (Exception failure) when (failure is TransientFailureException or StreamNotFoundException)
        {
            await backoff.WaitAsync(cancellationToken);
        }
    }

    private async Task KeepPaceAsync(CancellationToken cancellationToken)
    {
        if (readAt is { } last && options.PollInterval - time.GetElapsedTime(last) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, cancellationToken);
        }

        readAt = time.GetTimestamp();
    }

    private Task<ShardIterator> OpenAsync(CancellationToken cancellationToken)
    {
        ShardStart start = lastRead is { } last ? new ShardStart.AfterSequence(last) : new ShardStart.TrimHorizon();
        return reader.OpenAsync(source.Stream, state.Shard, start, cancellationToken);
    }

    private void Take(ShardPage page, long askedAt)
    {
        pending.AddRange(page.Records.Select(record => KinesisEventPayload.Write(record, state.Shard, source)));
        lastRead = page.Records.Count > 0 ? page.Records[^1].Sequence : lastRead;
        iterator = page.Next;
        ended = page.Next is null;
        var idle = pending.Count == 0 && page.BehindLatest <= TimeSpan.Zero && !ended;
        state.Read(page.BehindLatest, idle, askedAt);
    }
}
