using EventRecovery.Engine;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>One turn of work on a shard that is held: from its checkpoint to its end, or to the end of the time there is.</summary>
internal sealed class ShardPass : IAsyncDisposable
{
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause for the sake of the rate, so that lease and iterator outlive it.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly ReplayServices services;
    private readonly RunContext context;
    private readonly PlannedShard planned;
    private readonly HeldShard held;
    private readonly ShardPages pages;
    private readonly GatheredRecords gathered;
    private readonly ShardStop stop;
    private readonly BatchRecovery recovery;
    private ShardProgress progress;

    /// <param name="listedAt">When the listing was asked for that the plan was made from.</param>
    public ShardPass(
        ReplayServices services,
        RunContext context,
        PlannedShard planned,
        DateTimeOffset listedAt,
        HeldShard held,
        ShardWork work,
        WriteBudget budget
    )
    {
        (this.services, this.context, this.planned, this.held) = (services, context, planned, held);
        var options = services.Options;
        var rate = context.Run.Definition.Limits.RecordsPerSecondPerShard;
        var pacer = new ReadPacer(new ReadLimits { Share = options.ReadShare, RecordsPerSecond = rate }, services.Time);
        var limit = (int)Math.Min(options.PageRecords, rate * LongestPause.TotalSeconds);
        progress = new ShardProgress(Window, planned.Shard.IsOpen ? listedAt : null, options.Slack);
        gathered = new GatheredRecords(options, services.Time);
        pages = new ShardPages(services, context, planned.Shard.Id, held, pacer, limit);
        stop = new ShardStop(services, context, held, pages);
        recovery = new BatchRecovery(services, context, planned.Shard, held, work, budget, stop);
    }

    private ReplayWindow Window => context.Run.Definition.Window;

    /// <summary>After what was read, though it may not be recovered yet: it is held here.</summary>
    private ShardOpening Opening =>
        gathered.Last is { } read ? ShardOpening.After(new RecordPosition(read.Sequence))
        : held.Checkpoint.Position is ShardPosition.After { Last: var last } ? ShardOpening.After(last)
        : planned.Opening ?? ShardOpening.At(Window, services.Time.GetUtcNow());

    public async Task<ShardOutcome> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await stop.AskAsync(cancellationToken) is { } outcome)
            {
                return outcome;
            }

            var read = await pages.TryNextAsync(Opening, cancellationToken);
            if (read is not null && await TakeAsync(read, cancellationToken) is { } end)
            {
                return end;
            }
        }
    }

    public ValueTask DisposeAsync() => pages.DisposeAsync();

    /// <summary>Puts a page to the others, and recovers them when they are enough; null to go on with the next.</summary>
    private async Task<ShardOutcome?> TakeAsync(ReadPage read, CancellationToken cancellationToken)
    {
        var page = read.Page;
        var end = await EndAsync(page, read.AskedAt, cancellationToken);
        NoteExpired(read, end);
        gathered.Add(page);
        held.Count(
            new ReplayCounts(
                Records: page.Records.Count,
                RecordsInWindow: page.Records.Count(progress.Includes),
                Bytes: page.Records.Sum(record => (long)record.Data.Length)
            )
        );
        if (end is null && !gathered.IsDue(page))
        {
            return null;
        }

        var isIdle = page.Records.Count == 0 && page.BehindLatest <= TimeSpan.Zero;
        if (end is null && !isIdle)
        {
            pages.Ask(Opening, cancellationToken);
        }

        if (await recovery.RecoverAsync(gathered.Records, progress.Includes, cancellationToken) is { } outcome)
        {
            return outcome;
        }

        gathered.Clear();
        if (end is { } reached)
        {
            return await held.FinishAsync(reached, cancellationToken);
        }

        if (isIdle)
        {
            await Task.Delay(IdleWait, services.Time, cancellationToken);
        }

        return null;
    }

    /// <summary>
    /// A shard that was last seen open before the window ended may have been resharded within it: then its end is not known
    /// before it was listed again.
    /// </summary>
    private async Task<ShardEnd?> EndAsync(ShardPage page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (progress.EndAfter(page, now) is { } end)
        {
            return end;
        }

        if (progress.OpenAsOf < Window.To && (progress with { OpenAsOf = now }).EndAfter(page, now) is not null)
        {
            var listing = await services.Reader.ListShardsAsync(context.Stream.Name, cancellationToken);
            var open = listing.Any(shard => shard.Id == planned.Shard.Id && shard.IsOpen);
            progress = progress with { OpenAsOf = open ? now : null };
        }

        return progress.EndAfter(page, now);
    }

    /// <summary>
    /// Between the last record that was read and the first that is still there, the stream may have forgotten some. Without such a
    /// record, that is known when the shard ends here: also past the window, where all that was left of it has expired.
    /// </summary>
    private void NoteExpired(ReadPage read, ShardEnd? end)
    {
        var page = read.Page;
        var since = gathered.Last?.ArrivedAt ?? held.Checkpoint.ReadUpTo ?? planned.Since;
        var horizon = read.CameAt - context.Stream.Retention;
        if (since < horizon && (page.Records.Count > 0 || end is not null))
        {
            var first = page.Records is [var record, ..] && record.ArrivedAt < horizon ? record.ArrivedAt : horizon;
            if (new ReplayWindow(since, first).Overlap(Window) is { IsEmpty: false } expired)
            {
                held.Miss(expired);
            }
        }
    }
}
