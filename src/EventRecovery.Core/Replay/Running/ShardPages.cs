using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>
/// The pages of one shard, one after another, and at most one of them ahead of its time: asked for while the one before is recovered.
/// An iterator lives for minutes and is kept nowhere but here: when it has expired the shard is opened again, after what was read by
/// then. A throttled call returns nothing and is made again as it was. Whatever a call ahead comes to is told when it is its turn.
/// </summary>
internal sealed class ShardPages(
    ReplayServices services,
    RunContext context,
    ShardId shard,
    HeldShard held,
    ReadPacer pacer,
    int limit
) : IAsyncDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly ReplayCounts OneCall = new(GetRecordsCalls: 1);

    private readonly Backoff backoff = new(services.Time, services.Entropy, FirstWait, LongestWait);
    private readonly CancellationTokenSource left = new();
    private ShardIterator? iterator;
    private Task<ReadPage>? asked;
    private DateTimeOffset turnAt;

    /// <summary>Since when no call has got through; null when the last one did.</summary>
    public DateTimeOffset? TroubleSince { get; private set; }

    public int TroubleCount { get; private set; }

    /// <summary>What the service said last.</summary>
    public TransientFailureException? Trouble { get; private set; }

    /// <summary>How long the next call has to wait for its turn, also one that waits already.</summary>
    public TimeSpan Delay
    {
        get
        {
            var delay = asked is null ? pacer.Delay : turnAt - services.Time.GetUtcNow();
            return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        }
    }

    /// <summary>Asks for the next page, unless it is asked for already; does not wait for it.</summary>
    /// <param name="opening">Where to open the shard, if it has to be opened.</param>
    public void Ask(ShardOpening opening, CancellationToken cancellationToken)
    {
        if (asked is null)
        {
            turnAt = services.Time.GetUtcNow() + pacer.Delay;
            // Now, since a page that nobody waits for any more is counted as well.
            held.Count(OneCall);
            asked = ReadAsync(opening, cancellationToken);
        }
    }

    /// <summary>The next page; null when the call did not get through, and a wait is over.</summary>
    /// <param name="opening">Where to open the shard, if it has to be opened.</param>
    public async Task<ReadPage?> TryNextAsync(ShardOpening opening, CancellationToken cancellationToken)
    {
        Ask(opening, cancellationToken);
        try
        {
            var read = await asked!;
            iterator = read.Page.Next;
            backoff.Reset();
            (TroubleSince, TroubleCount, Trouble) = (null, 0, null);
            return read;
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
        finally
        {
            asked = null;
        }
    }

    /// <summary>Gives up a page that was asked for and not taken: nothing of an invocation goes on after it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (asked is { } unwanted)
        {
            CancelReading();
            await ((Task)unwanted).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
            );
        }

        left.Dispose();
    }

    // At once: CancelAsync would do it on another thread, and this one is as good.
    private void CancelReading() => left.Cancel();

    private async Task<ReadPage> ReadAsync(ShardOpening opening, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, left.Token);
        var stop = either.Token;
        iterator ??= await services.Reader.OpenAsync(context.Stream.Name, shard, opening.Start, stop);
        await pacer.BeforeCallAsync(stop);
        var askedAt = services.Time.GetUtcNow();
        var page = await services.Reader.ReadAsync(iterator.Value, limit, stop);
        pacer.AfterPage(page.Records.Count, page.Records.Sum(record => (long)record.Data.Length));
        return new ReadPage(page, askedAt, services.Time.GetUtcNow());
    }
}
