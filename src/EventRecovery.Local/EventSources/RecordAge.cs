namespace EventRecovery.Local.EventSources;

internal static class RecordAge
{
    /// <summary>
    /// How many of the piece's first records arrived longer ago than allowed. Arrival times need not be monotonic: an old record behind a
    /// younger one waits until it stands first.
    /// </summary>
    public static int CountExpired(
        IReadOnlyList<SourceRecord> batch,
        BatchPiece piece,
        DateTimeOffset now,
        TimeSpan? maximumAge
    )
    {
        var count = 0;
        while (maximumAge is { } age && count < piece.Count && now - batch[piece.Start + count].ArrivedAt > age)
        {
            count++;
        }

        return count;
    }
}
