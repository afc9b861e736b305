namespace EventRecovery.Claims;

/// <summary>Claims that one pass appended to one log in one write. Immutable once written.</summary>
/// <param name="Number">From 1, without gaps: the condition on absence makes each number one writer's.</param>
/// <param name="Token">Random for each page, so that a writer whose answer was lost recognises its own page.</param>
/// <param name="Entries">Sorted by event, one an event.</param>
public sealed record ClaimPage(
    int Number,
    Writer Writer,
    DateTimeOffset WrittenAt,
    PageToken Token,
    IReadOnlyList<ClaimEntry> Entries
)
{
    /// <summary>More would outgrow DynamoDB's item limit of 400 KB at 24 bytes an entry.</summary>
    public const int MaxEntries = 16_000;

    /// <summary>Index of the entry for <paramref name="digest"/>, or −1.</summary>
    public int IndexOf(EventDigest digest)
    {
        var (low, high) = (0, Entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            switch (Entries[middle].Event.CompareTo(digest))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return -1;
    }
}
