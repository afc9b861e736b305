namespace EventRecovery.Audit.Exact;

/// <summary>All that both sides, and the logs, know of one event.</summary>
internal sealed class EventCopies
{
    private readonly List<AuditEntry> processed = [];
    private byte layer;

    /// <summary>The copy that arrived first; null when nobody expected the event.</summary>
    public AuditEntry? Expected { get; private set; }

    /// <summary>
    /// The copies that count: those of the last source that has the event, since it supersedes the others. What was recovered as
    /// several things there counts as what it was recovered last.
    /// </summary>
    public List<AuditEntry> Processed =>
        processed.Count > 1 && LastRecovered() is { } last
            ? processed.FindAll(copy => (copy.RecoveredAs ?? last) == last)
            : processed;

    /// <summary>False of what was processed at a time that nobody tells, and is not expected: it is of another window.</summary>
    public bool IsOfWindow => Expected is not null || processed.Exists(copy => copy.Time is not null);

    /// <summary>A copy that counts was recovered: it says so, or supersedes what the consumer made.</summary>
    public bool IsRecovered(AuditEntry copy) => copy.RecoveredAs is not null || AuditRequest.Supersedes(layer);

    public AuditEntry? Log { get; private set; }

    public void AddExpected(AuditEntry entry)
    {
        if (Expected is null || entry.At < Expected.At)
        {
            Expected = entry;
        }
    }

    public void AddProcessed(byte from, AuditEntry entry)
    {
        if (from > layer)
        {
            processed.Clear();
            layer = from;
        }

        if (from == layer && !IsKnown(entry))
        {
            processed.Add(entry);
        }
    }

    // Of those that tell no time, the one that was read last.
    private string? LastRecovered() =>
        processed
            .Where(copy => copy.RecoveredAs is not null)
            .Aggregate((AuditEntry?)null, (last, copy) => copy.At < last?.At ? last : copy)
            ?.RecoveredAs;

    // An archive may hold a record twice. It was on its stream once.
    private bool IsKnown(AuditEntry entry) =>
        entry.Position is { } place && processed.Exists(copy => copy.Position == place && copy.Origin == entry.Origin);

    public void AddLog(AuditEntry entry) => Log ??= entry;
}
