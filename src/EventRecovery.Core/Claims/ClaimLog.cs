namespace EventRecovery.Claims;

/// <summary>
/// What one reader knows of one claim log. It only ever learns: pages and done items are immutable, so absorbing them twice or
/// late does no harm. Not thread-safe; a pass has it to itself.
/// <code>
///            append                 done item: published
///   free ───────────────► claimed ──────────────────────► published
///    ▲                       │
///    └───────────────────────┘ done item: not published, or a takeover by a new page
/// </code>
/// </summary>
public sealed class ClaimLog(ClaimLogId id)
{
    private readonly Dictionary<EventDigest, SourceDigest> published = [];
    private readonly SortedDictionary<int, ClaimPage> open = [];

    public ClaimLogId Id { get; } = id;

    /// <summary>The number that the next page must have, as far as is known here.</summary>
    public int NextPage { get; private set; } = 1;

    public bool HasOpenPages => open.Count > 0;

    /// <summary>Entries held in memory.</summary>
    public int Size => published.Count + open.Values.Sum(page => page.Entries.Count);

    public void Absorb(ClaimLogSlice slice)
    {
        foreach (var page in slice.Pages)
        {
            Absorb(page);
        }

        foreach (var (page, done) in slice.Done)
        {
            Close(page, done);

            // A done item outlives its page (TTL). Its number is spent: a new page there would be born closed.
            NextPage = Math.Max(NextPage, page + 1);
        }
    }

    /// <summary>A gap before the page means that older pages have expired.</summary>
    public void Absorb(ClaimPage page)
    {
        if (page.Number < NextPage)
        {
            return;
        }

        open.Add(page.Number, page);
        NextPage = page.Number + 1;
    }

    public void Close(int number, PublishedEntries done)
    {
        if (!open.Remove(number, out var page))
        {
            return;
        }

        for (var i = 0; i < page.Entries.Count; i++)
        {
            if (done.Contains(i))
            {
                published.TryAdd(page.Entries[i].Event, page.Entries[i].Source);
            }
        }
    }

    /// <summary>The source record that was published for an event, if one is known to have been.</summary>
    public SourceDigest? PublishedSource(EventDigest digest) =>
        published.TryGetValue(digest, out var source) ? source : null;

    /// <summary>
    /// The pages that claim an event and are not known to be closed. All of them count, not the latest: an older one may be
    /// the one that gets published.
    /// </summary>
    public IEnumerable<ClaimPage> OpenPagesWith(EventDigest digest) => HasOpenPages ? OpenPages(digest) : [];

    private IEnumerable<ClaimPage> OpenPages(EventDigest digest) =>
        open.Values.Where(page => page.IndexOf(digest) >= 0);
}
