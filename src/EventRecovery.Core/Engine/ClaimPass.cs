using EventRecovery.Claims;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>
/// The claims of one pass over some items of a shard, in shard order: decide, append, and, after publishing, close. It has the
/// logs it decides on to itself, so a page number is exactly as old as the decision that it is written with.
/// </summary>
internal sealed class ClaimPass
{
    /// <summary>Races lost in a row on one log before its items are left to the next pass.</summary>
    private const int MaxAppends = 8;

    private readonly IClaimStore store;
    private readonly ClaimMemory.Loan memory;
    private readonly Writer me;
    private readonly EngineOptions options;
    private readonly TimeProvider time;
    private readonly DateTimeOffset began;
    private readonly IEntropy entropy;
    private readonly IReadOnlyList<WorkItem> items;
    private readonly Dictionary<ClaimLogId, List<int>> byLog = [];
    private readonly HashSet<(ClaimLogId Log, int Page)> seenOpen = [];
    private readonly HashSet<ClaimLogId> lookedAhead = [];
    private readonly List<OwnPage> pages = [];

    public ClaimPass(
        IReadOnlyList<WorkItem> items,
        Writer me,
        ClaimMemory.Loan memory,
        IClaimStore store,
        EngineOptions options,
        TimeProvider time,
        IEntropy entropy
    )
    {
        (this.items, this.me, this.memory, this.store) = (items, me, memory, store);
        (this.options, this.time, this.entropy) = (options, time, entropy);
        began = time.GetUtcNow();
        Cut = items.Count;
        for (var i = 0; i < items.Count; i++)
        {
            items[i].Begin();
            var identity = items[i].Identity;
            if (!identity.IsKnown)
            {
                items[i].State = ItemState.ToPark;
                continue;
            }

            if (!byLog.TryGetValue(identity.Log, out var indexes))
            {
                byLog.Add(identity.Log, indexes = []);
            }

            indexes.Add(i);
        }
    }

    /// <summary>Items from this index on are not finished in this pass, whatever their log says.</summary>
    public int Cut { get; private set; }

    public BatchCounts Counts { get; private set; }

    /// <summary>Poison before the cut that nobody else holds.</summary>
    public IEnumerable<WorkItem> ToPark => items.Take(Cut).Where(item => item.State == ItemState.ToPark);

    /// <summary>When the oldest claim of this pass was written; null when there is none.</summary>
    public DateTimeOffset? OldestClaim => pages.Count == 0 ? null : pages.Min(page => page.Page.WrittenAt);

    /// <summary>What may be published, in order: items before the cut that pages of this very pass claim.</summary>
    public IReadOnlyList<WorkItem> Publishable()
    {
        var claimed = new List<WorkItem>(Cut);
        claimed.AddRange(items.Take(Cut).Where(item => item.IsOnOwnPage));
        return claimed;
    }

    public async Task DecideAsync(CancellationToken cancellationToken)
    {
        foreach (var id in byLog.Keys)
        {
            if (memory.Find(id) is null)
            {
                var log = new ClaimLog(id);
                log.Absorb(await store.ReadAsync(id, fromPage: 1, cancellationToken));
                memory.Add(log);
            }
        }

        foreach (var id in byLog.Keys)
        {
            await DecideAsync(memory.Find(id)!, cancellationToken);
        }
    }

    /// <summary>Appends one page a log. Where another writer was faster, decides that log again.</summary>
    public async Task AppendAsync(CancellationToken cancellationToken)
    {
        foreach (var id in byLog.Keys)
        {
            await AppendAsync(memory.Find(id)!, cancellationToken);
        }
    }

    /// <summary>
    /// Closes every page of the pass with exactly what was published. Only then is it known to this process too, and finished.
    /// </summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        TransientFailureException? failure = null;
        foreach (var page in pages)
        {
            try
            {
                await CloseAsync(page, cancellationToken);
            }
            catch (TransientFailureException exception)
            {
                // The page stays open, and its items unfinished: they come again and are claimed on a new page.
                failure = exception;
            }
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    private async Task CloseAsync(OwnPage page, CancellationToken cancellationToken)
    {
        var done = PublishedEntries.Some(page.Items.Select(item => item.IsPublished).ToArray());
        await store.WriteDoneAsync(page.Log.Id, page.Page.Number, done, cancellationToken);
        page.Log.Close(page.Page.Number, done);
        foreach (var item in page.Items.Where(item => item.IsPublished))
        {
            item.State = ItemState.Finished;
            Counts += new BatchCounts(Recovered: 1);
        }
    }

    private async Task AppendAsync(ClaimLog log, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAppends; attempt++)
        {
            var draft = OwnPage.Draft(log, me, time.GetUtcNow(), entropy.NextToken(), ToClaim(log));
            if (draft.Items.Count == 0)
            {
                return;
            }

            if (await IsWrittenAsync(log, draft.Page, cancellationToken))
            {
                Own(draft);
                Counts += draft.Counts;
                return;
            }

            Counts += new BatchCounts(LostAppends: 1);
            await DecideAsync(log, cancellationToken);
        }

        Cut = Math.Min(Cut, byLog[log.Id].Find(index => items[index].State == ItemState.Claimed));
    }

    private void Own(OwnPage page)
    {
        pages.Add(page);
        foreach (var item in page.Items)
        {
            item.IsOnOwnPage = true;
        }
    }

    /// <summary>
    /// Writes the page, and absorbs whatever stands at its number then. A failed condition is no answer: the page there may be
    /// this very one, put by an attempt whose response was lost.
    /// </summary>
    private async Task<bool> IsWrittenAsync(ClaimLog log, ClaimPage page, CancellationToken cancellationToken)
    {
        var outcome = await TryAppendAsync(log.Id, page, cancellationToken);
        if (outcome == AppendOutcome.Appended)
        {
            log.Absorb(page);
            return true;
        }

        var slice = await store.ReadAsync(log.Id, page.Number, cancellationToken);
        log.Absorb(slice);
        return slice.Pages.Any(other => other.Number == page.Number && other.Token == page.Token);
    }

    private async Task<AppendOutcome?> TryAppendAsync(
        ClaimLogId log,
        ClaimPage page,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await store.AppendAsync(log, page, cancellationToken);
        }
        catch (TransientFailureException)
        {
            return null;
        }
    }

    private async Task DecideAsync(ClaimLog log, CancellationToken cancellationToken)
    {
        var waiting = await FirstWaitingAsync(log, cancellationToken);
        if (waiting is not null && lookedAhead.Add(log.Id))
        {
            // Whoever holds it may have died, come back, and finished it on a page that is not known here yet.
            log.Absorb(await store.ReadAsync(log.Id, log.NextPage, cancellationToken));
            waiting = await FirstWaitingAsync(log, cancellationToken);
        }

        if (waiting is { } cut)
        {
            Counts += new BatchCounts(Waited: 1);
            Cut = cut;
        }
    }

    /// <summary>Decides up to the first item that has to wait, which is returned.</summary>
    private async Task<int?> FirstWaitingAsync(ClaimLog log, CancellationToken cancellationToken)
    {
        var undecided = Undecided(log);
        await LearnDoneItemsAsync(log, undecided, cancellationToken);

        var first = memory.FirstCopies();
        foreach (var index in undecided)
        {
            Decide(log, items[index], first);
            if (items[index].State == ItemState.Waiting)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>No decision rests on an open page whose done item was not looked for, strongly, in this pass.</summary>
    private async Task LearnDoneItemsAsync(ClaimLog log, List<int> undecided, CancellationToken cancellationToken)
    {
        if (!log.HasOpenPages)
        {
            return;
        }

        foreach (var index in undecided)
        {
            foreach (var page in log.OpenPagesWith(items[index].Identity.Event).ToList())
            {
                if (
                    seenOpen.Add((log.Id, page.Number))
                    && await store.ReadDoneAsync(log.Id, page.Number, cancellationToken) is { } done
                )
                {
                    log.Close(page.Number, done);
                }
            }
        }
    }

    private void Decide(ClaimLog log, WorkItem item, Dictionary<EventDigest, WorkItem> first)
    {
        var identity = item.Identity;
        item.CopyOf = first.GetValueOrDefault(identity.Event);
        if (item.CopyOf is not null)
        {
            item.State = ItemState.Copied;
            return;
        }

        // The time before this pass looked for done items: whoever closed a page in time, while this process stood still, was not silent.
        item.Decision = ClaimRules.Decide(log, identity.Event, identity.Source, me, began, options.ClaimTimeout);
        item.State = item.Decision switch
        {
            ClaimDecision.Redelivery or ClaimDecision.Duplicate => ItemState.Finished,
            ClaimDecision.Wait => ItemState.Waiting,
            _ => item.Poison is null ? ItemState.Claimed : ItemState.ToPark,
        };
        switch (item.State)
        {
            case ItemState.Claimed:
                first.Add(identity.Event, item);
                break;
            case ItemState.Finished:
                Counts +=
                    item.Decision == ClaimDecision.Redelivery
                        ? new BatchCounts(Redelivered: 1)
                        : new BatchCounts(Duplicates: 1);
                break;
        }
    }

    private List<int> Undecided(ClaimLog log)
    {
        var indexes = byLog[log.Id];
        var undecided = new List<int>(indexes.Count);
        undecided.AddRange(indexes.Where(index => index < Cut && items[index].State != ItemState.Finished));
        return undecided;
    }

    private List<WorkItem> ToClaim(ClaimLog log)
    {
        var indexes = byLog[log.Id];
        var claimed = new List<WorkItem>(indexes.Count);
        claimed.AddRange(
            indexes.Where(index => index < Cut && items[index].State == ItemState.Claimed).Select(index => items[index])
        );
        return claimed;
    }
}
