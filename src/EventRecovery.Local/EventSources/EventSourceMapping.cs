using System.Collections.Concurrent;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>
/// Feeds a function from a stream the way AWS's event source mapping does: batches of one shard one after the other, shards side by side,
/// a shard's children after it, failures by <see cref="EventSourceMappingOptions"/>. Checkpoints live as long as the mapping.
/// </summary>
public sealed class EventSourceMapping : IAsyncDisposable
{
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);

    private readonly IShardReader reader;
    private readonly EventSource source;
    private readonly InvokeFunction invoke;
    private readonly EventSourceMappingOptions options;
    private readonly TimeProvider time;
    private readonly IEntropy entropy;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<ShardId, ShardState> shards = new();
    private readonly ConcurrentDictionary<ShardId, Task> pumps = new();
    private readonly SemaphoreSlim shardEnded = new(0);
    private readonly Task lister;
    private volatile Listing? latest;

    private EventSourceMapping(
        IShardReader reader,
        EventSource source,
        InvokeFunction invoke,
        EventSourceMappingOptions options,
        TimeProvider time,
        IEntropy entropy
    )
    {
        this.reader = reader;
        this.source = source;
        this.invoke = invoke;
        this.options = options;
        this.time = time;
        this.entropy = entropy;
        lister = ListAsync(stop.Token);
    }

    /// <summary>What has happened so far.</summary>
    public EventSourceProgress Progress
    {
        get
        {
            var all = shards.Values.Select(shard => shard.Snapshot()).ToArray();
            return new EventSourceProgress(
                all.Sum(one => one.Delivered),
                all.Sum(one => one.Discarded),
                all.Sum(one => one.Invocations),
                all.Sum(one => one.Failures),
                all.Sum(one => one.Throttles),
                [.. all.SelectMany(one => one.Shards).OrderBy(shard => shard.Shard.Value, StringComparer.Ordinal)]
            );
        }
    }

    /// <summary>Starts to read, at once and until disposed of.</summary>
    /// <param name="reader">Reads the stream.</param>
    /// <param name="source">The stream and the function, by name.</param>
    /// <param name="invoke">Invokes the function; called for one batch of a shard at a time.</param>
    /// <param name="options">Null: AWS's defaults.</param>
    /// <param name="time">Null: the system's clock.</param>
    /// <param name="entropy">For jitter. Null: the system's.</param>
    public static EventSourceMapping Start(
        IShardReader reader,
        EventSource source,
        InvokeFunction invoke,
        EventSourceMappingOptions? options = null,
        TimeProvider? time = null,
        IEntropy? entropy = null
    ) =>
        new(
            reader,
            source,
            invoke,
            options ?? new EventSourceMappingOptions(),
            time ?? TimeProvider.System,
            entropy ?? new SystemEntropy()
        );

    /// <summary>
    /// Waits until every record that was on the stream when this was called, in whatever shard, is delivered or discarded: each shard has
    /// ended, or was asked after the call and had nothing.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token ended the wait, or the mapping was disposed of.</exception>
    public async Task WaitUntilDrainedAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stop.Token);
        var called = time.GetTimestamp();
        while (!IsDrainedAsOf(called))
        {
            await Task.Delay(DrainPoll, time, either.Token);
            await ThrowIfBrokenAsync();
        }
    }

    /// <summary>Stops reading. An invocation in flight is left to the function's host.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        await stop.CancelAsync();
        // Cancelled is how they end. One that broke has told those who waited for it.
        await lister.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(pumps.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var backoff = NewBackoff();
        while (true)
        {
            try
            {
                var began = time.GetTimestamp();
                var listed = await reader.ListShardsAsync(source.Stream, cancellationToken);
                StartReady(listed, cancellationToken);
                latest = new Listing(began, [.. listed.Select(shard => shard.Id)]);
                backoff.Reset();
                await WaitForShardEndAsync(cancellationToken);
            }
            catch (Exception failure) when (failure is TransientFailureException or StreamNotFoundException)
            {
                await backoff.WaitAsync(cancellationToken);
            }
        }
    }

    // Either a shard's end, or the interval: a reshard closes shards, so its children are found without delay.
    private async Task WaitForShardEndAsync(CancellationToken cancellationToken)
    {
        using var interval = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = shardEnded.WaitAsync(interval.Token);
        await Task.WhenAny(ended, Task.Delay(options.ListInterval, time, interval.Token));
        await interval.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void StartReady(IReadOnlyList<ShardDescription> listed, CancellationToken cancellationToken)
    {
        var finished = shards.Values.Where(IsFinished).Select(shard => shard.Shard).ToHashSet();
        foreach (var shard in ShardLineage.Ready(listed, [.. shards.Keys], finished).ToArray())
        {
            var state = shards[shard.Id] = new ShardState(shard.Id);
            pumps[shard.Id] = PumpAsync(state, cancellationToken);
        }
    }

    private async Task PumpAsync(ShardState state, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var feed = new ShardFeed(reader, source, state, options, time, NewBackoff());
        var delivery = new BatchDelivery(invoke, source, state, options, time, NewBackoff());
        while (await feed.NextBatchAsync(cancellationToken) is { } batch)
        {
            await delivery.DeliverAsync(batch, cancellationToken);
        }

        state.Finish();
        shardEnded.Release();
    }

    private bool IsDrainedAsOf(long timestamp) =>
        latest is { } listing
        && listing.AskedAt >= timestamp
        && listing.Shards.All(shard => shards.TryGetValue(shard, out var state) && state.IsDrainedAsOf(timestamp));

    // A pump or the lister ends early only by a mistake in here or in an adapter: whoever waits shall hear of it.
    private async Task ThrowIfBrokenAsync()
    {
        foreach (var task in pumps.Values.Append(lister).Where(task => task.IsFaulted))
        {
            await task;
        }
    }

    private static bool IsFinished(ShardState shard) => shard.Snapshot().Shards[0].Finished;

    private Backoff NewBackoff() => new(time, entropy, options.FirstBackoff, options.LongestBackoff);

    private sealed record Listing(long AskedAt, IReadOnlyList<ShardId> Shards);
}
