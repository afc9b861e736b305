using EventRecovery.Claims;
using EventRecovery.Objects;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>
/// Records in, recovered events out, each event once per version: the one engine behind the Reprocessor (push) and the Replayer
/// (pull). One instance serves one writer lineage; calls may overlap.
/// <code>
///   expand → decide → park poison → append claims → publish in order → close pages → acknowledge
///               ▲                        │ lost a race
///               └────────────────────────┘
/// </code>
/// A record may be acknowledged only when its event is published with its done item written, known published, or parked.
/// </summary>
public sealed class RecoveryEngine(
    EngineOptions options,
    BatchReader reader,
    IClaimStore claims,
    ClaimMemory memory,
    OrderedPublisher publisher,
    IParkingLot parking,
    IObjectStore objects,
    TimeProvider time,
    IEntropy entropy
) : IBatchEngine
{
    /// <summary>Passes over one chunk that finish nothing new, before the rest is left to a later batch.</summary>
    private const int MaxIdlePasses = 3;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Processes a batch as far as it gets before the deadline. Transient trouble is retried, then answered as unfinished; what
    /// no retry can mend (access denied, a damaged page) is thrown, after open pages were closed.
    /// </summary>
    public Task<BatchOutcome> ProcessAsync(ShardBatch batch, Deadline deadline, CancellationToken cancellationToken) =>
        ProcessAsync(batch, deadline, finished: null, cancellationToken);

    /// <inheritdoc cref="ProcessAsync(ShardBatch, Deadline, CancellationToken)"/>
    /// <param name="finished">Hears of every event before the first unfinished one.</param>
    public async Task<BatchOutcome> ProcessAsync(
        ShardBatch batch,
        Deadline deadline,
        IFinishedEvents? finished,
        CancellationToken cancellationToken
    )
    {
        var counts = default(BatchCounts);
        var writer = new Writer(options.Lineage, batch.Stream, batch.Shard);
        foreach (var chunk in reader.Read(batch, options.ChunkEvents, options.ChunkBytes))
        {
            counts += new BatchCounts(Read: chunk.Items.Count);
            counts += await FinishAsync(chunk.Items, writer, deadline, cancellationToken);
            var unfinished = Tell(chunk.Items, finished);

            // Not on the way out of an exception: a call that was given up may still read the memory.
            chunk.Release();
            if (unfinished is not null)
            {
                return new BatchOutcome(unfinished.Position, counts);
            }
        }

        return new BatchOutcome(FirstUnfinished: null, counts);
    }

    /// <summary>Tells of every item before the first unfinished one, and which that is.</summary>
    private static WorkItem? Tell(IReadOnlyList<WorkItem> items, IFinishedEvents? finished)
    {
        foreach (var item in items)
        {
            if (item.State != ItemState.Finished)
            {
                return item;
            }

            finished?.Add(item.Position, item.ToRecovered());
        }

        return null;
    }

    private async Task<BatchCounts> FinishAsync(
        IReadOnlyList<WorkItem> chunk,
        Writer writer,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        var counts = default(BatchCounts);
        var backoff = new Backoff(time, entropy, FirstWait, LongestWait);
        var rest = chunk;
        for (var idle = 0; rest.Count > 0 && idle < MaxIdlePasses && !deadline.Passed; )
        {
            counts += await PassAsync(rest, writer, deadline, cancellationToken);
            var left = rest.Where(item => item.State != ItemState.Finished).ToList();
            idle = left.Count < rest.Count ? 0 : idle + 1;
            rest = left;
            if (idle > 0)
            {
                await backoff.WaitAsync(cancellationToken);
            }
        }

        return counts;
    }

    private async Task<BatchCounts> PassAsync(
        IReadOnlyList<WorkItem> items,
        Writer writer,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        var loan = memory.Take();
        var pass = new ClaimPass(items, writer, loan, claims, options, time, entropy);
        var parked = 0;
        try
        {
            await pass.DecideAsync(cancellationToken);
            parked = await ParkAsync(pass, cancellationToken);
            await PublishAsync(pass, deadline, cancellationToken);
        }
        catch (TransientFailureException)
        {
            // Whatever finished before it did; the rest is tried again, and in the end answered as unfinished.
        }

        memory.Return(loan);
        return pass.Counts + FinishCopies(items) + new BatchCounts(Parked: parked);
    }

    private async Task<int> ParkAsync(ClaimPass pass, CancellationToken cancellationToken)
    {
        var poison = pass.ToPark.ToList();
        if (poison.Count == 0)
        {
            return 0;
        }

        await parking.ParkAsync([.. poison.Select(item => item.Poison!)], cancellationToken);
        foreach (var item in poison)
        {
            item.State = ItemState.Finished;
        }

        return poison.Count;
    }

    private async Task PublishAsync(ClaimPass pass, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await pass.AppendAsync(cancellationToken);
            await PublishClaimedAsync(pass, deadline, cancellationToken);
        }
        finally
        {
            // Also when giving up: a page left open would make every other writer wait for the claim timeout. It tells what
            // already happened, so the caller's cancellation does not apply.
            await pass.CloseAsync(CancellationToken.None);
        }
    }

    private async Task PublishClaimedAsync(ClaimPass pass, Deadline deadline, CancellationToken cancellationToken)
    {
        var items = pass.Publishable();
        foreach (var oversized in items.Select(item => item.Oversized).OfType<OversizedEvent>())
        {
            await objects.PutAsync(oversized.ObjectKey, oversized.Data, cancellationToken);
        }

        var accepted = new bool[items.Count];
        try
        {
            await publisher.PublishAsync(
                items.Select(item => item.Outgoing!).ToArray(),
                accepted,
                () => !deadline.Passed && time.GetUtcNow() - pass.OldestClaim <= options.ClaimTimeout,
                cancellationToken
            );
        }
        finally
        {
            for (var i = 0; i < items.Count; i++)
            {
                items[i].IsPublished = accepted[i];
            }
        }
    }

    private static BatchCounts FinishCopies(IReadOnlyList<WorkItem> items)
    {
        var counts = default(BatchCounts);
        foreach (var item in items)
        {
            if (item is { State: ItemState.Copied, CopyOf.State: ItemState.Finished })
            {
                item.State = ItemState.Finished;
                counts += new BatchCounts(Duplicates: 1, Conflicting: item.ContradictsItsCopy ? 1 : 0);
            }
        }

        return counts;
    }
}
