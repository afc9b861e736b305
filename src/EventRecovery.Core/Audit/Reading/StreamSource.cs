using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EventRecovery.Engine;
using EventRecovery.Replay;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// What arrived on a stream in a time, from all shards that it has or had, several of them at once and at a bounded share of their
/// read limits. An audit needs no order, so no shard waits for its parents.
/// </summary>
public sealed class StreamSource(IShardReader reader, StreamName stream, TimeProvider time, IEntropy entropy)
    : IAuditSource
{
    private const int ShardsAtOnce = 4;
    private const int PagesAhead = 4;
    private const int PageRecords = 10_000;

    /// <summary>Trouble without a break that ends the audit.</summary>
    private const int MostTroubles = 20;

    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(1);

    public string Name => stream.Value;

    public async IAsyncEnumerable<AuditItem> ReadAsync(
        ReplayWindow arrival,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pages = Channel.CreateBounded<ShardBatch>(PagesAhead);
        var reading = ReadShardsAsync(arrival, pages.Writer, stop.Token);
        try
        {
            await foreach (var batch in pages.Reader.ReadAllAsync(cancellationToken))
            {
                var origin = new ItemOrigin(stream.Value, batch.Shard);
                foreach (var unit in UserRecord.Split(batch))
                {
                    yield return new AuditItem(
                        origin,
                        unit.Damage is null ? JsonPieceKind.Value : JsonPieceKind.Broken,
                        unit.Data,
                        Position: unit.Position,
                        ArrivedAt: unit.ArrivedAt,
                        Key: unit.PartitionKey
                    );
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What the stream never held, because it is younger, nobody has lost.</summary>
    public async ValueTask<ReplayWindow?> GoneAsync(ReplayWindow arrival, CancellationToken cancellationToken)
    {
        var outlook = WindowOutlook.Of(
            arrival,
            await reader.DescribeAsync(stream, cancellationToken),
            time.GetUtcNow()
        );
        return outlook.GoneBecause == GoneReason.Expired ? outlook.Gone : null;
    }

    private async Task ReadShardsAsync(
        ReplayWindow arrival,
        ChannelWriter<ShardBatch> pages,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var listing = await reader.ListShardsAsync(stream, cancellationToken);
            await Parallel.ForEachAsync(
                ShardLineage.Of(listing).InOrder,
                new ParallelOptions { MaxDegreeOfParallelism = ShardsAtOnce, CancellationToken = cancellationToken },
                async (shard, token) => await ReadShardAsync(shard, arrival, pages, token)
            );
            pages.Complete();
        }
        catch (Exception failure)
        {
            // Reaches whoever reads the pages.
            pages.Complete(failure);
        }
    }

    private async Task ReadShardAsync(
        ShardDescription shard,
        ReplayWindow arrival,
        ChannelWriter<ShardBatch> pages,
        CancellationToken cancellationToken
    )
    {
        var pacer = new ReadPacer(new ReadLimits { RecordsPerSecond = PageRecords }, time);
        var backoff = new Backoff(time, entropy, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
        var progress = new ShardProgress(
            arrival,
            shard.IsOpen ? DateTimeOffset.MaxValue : null,
            ShardProgress.DefaultSlack
        );
        var start = ShardOpening.At(arrival, time.GetUtcNow()).Start;
        ShardIterator? iterator = null;
        for (var troubles = 0; ; )
        {
            try
            {
                iterator ??= await reader.OpenAsync(stream, shard.Id, start, cancellationToken);
                await pacer.BeforeCallAsync(cancellationToken);
                var page = await reader.ReadAsync(iterator.Value, PageRecords, cancellationToken);
                pacer.AfterPage(page.Records.Count, page.Records.Sum(record => (long)record.Data.Length));
                (iterator, troubles) = (page.Next, 0);
                StreamRecord[] wanted = [.. page.Records.Where(progress.Includes)];
                if (wanted.Length > 0)
                {
                    await pages.WriteAsync(new ShardBatch(stream, shard.Id, wanted, shard.HashKeys), cancellationToken);
                }

                if (page.Records is [.., var last])
                {
                    start = new ShardStart.AfterSequence(last.Sequence);
                }

                var now = time.GetUtcNow();
                if (progress.EndAfter(page, now) is not null || IsAtTip(page) && now >= arrival.To)
                {
                    return;
                }

                if (IsAtTip(page))
                {
                    await Task.Delay(IdleWait, time, cancellationToken);
                }
            }
            catch (IteratorExpiredException)
            {
                iterator = null;
            }
            catch (TransientFailureException) when (++troubles < MostTroubles)
            {
                await backoff.WaitAsync(cancellationToken);
            }
        }
    }

    // What arrived before now is read then. What arrives later than that is inside the grace, or of a later window.
    private static bool IsAtTip(ShardPage page) => page.Records.Count == 0 && page.BehindLatest <= TimeSpan.Zero;
}
