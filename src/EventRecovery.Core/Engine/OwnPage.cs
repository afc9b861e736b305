using EventRecovery.Claims;

namespace EventRecovery.Engine;

/// <summary>A page that the current pass appends, with the items behind its entries, in the same order.</summary>
internal sealed record OwnPage(ClaimLog Log, ClaimPage Page, IReadOnlyList<WorkItem> Items)
{
    public BatchCounts Counts =>
        new(
            TakenOver: Items.Count(item => item.Decision == ClaimDecision.TakeOver),
            ClaimedAgain: Items.Count(item => item.Decision == ClaimDecision.ClaimAgain)
        );

    public static OwnPage Draft(ClaimLog log, Writer writer, DateTimeOffset now, PageToken token, List<WorkItem> items)
    {
        items.Sort((one, other) => one.Identity.Event.CompareTo(other.Identity.Event));
        var entries = items.ConvertAll(item => new ClaimEntry(item.Identity.Event, item.Identity.Source));
        return new OwnPage(log, new ClaimPage(log.NextPage, writer, now, token, entries), items);
    }
}
