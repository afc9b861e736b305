using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>
/// The pages of one shard, one after another. An iterator lives for minutes and is kept nowhere but here: when it has expired the
/// shard is opened again, after what is finished by then. A throttled call returns nothing and is made again as it was.
/// </summary>
internal sealed class ShardPages(ReplayServices services, RunContext context, ShardId shard, ReadPacer pacer)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Backoff backoff = new(services.Time, services.Entropy, FirstWait, LongestWait);
    private ShardIterator? iterator;

    /// <summary>Since when no call has got through; null when the last one did.</summary>
    public DateTimeOffset? TroubleSince { get; private set; }

    public int TroubleCount { get; private set; }

    /// <summary>What the service said last.</summary>
    public TransientFailureException? Trouble { get; private set; }

    /// <summary>GetRecords calls made so far.</summary>
    public long Calls { get; private set; }

    /// <summary>How long the next call has to wait for its turn.</summary>
    public TimeSpan Delay => pacer.Delay;

    /// <summary>The next page; null when the call did not get through, and a wait is over.</summary>
    /// <param name="opening">Where to open the shard, if it has to be opened.</param>
    public async Task<ShardPage?> TryNextAsync(ShardOpening opening, int limit, CancellationToken cancellationToken)
    {
        try
        {
            iterator ??= await services.Reader.OpenAsync(context.Stream.Name, shard, opening.Start, cancellationToken);
            await pacer.BeforeCallAsync(cancellationToken);
            Calls++;
            var page = await services.Reader.ReadAsync(iterator.Value, limit, cancellationToken);
            pacer.AfterPage(page.Records.Count, page.Records.Sum(record => (long)record.Data.Length));
            iterator = page.Next;
            backoff.Reset();
            (TroubleSince, TroubleCount, Trouble) = (null, 0, null);
            return page;
        }
        catch (IteratorExpiredException)
        {
            iterator = null;
            return null;
        }
        catch (TransientFailureException failure)
        {
            (TroubleSince, TroubleCount, Trouble) = (
                TroubleSince ?? services.Time.GetUtcNow(),
                TroubleCount + 1,
                failure
            );
            await backoff.WaitAsync(context.Deadline.Remaining, cancellationToken);
            return null;
        }
    }
}
