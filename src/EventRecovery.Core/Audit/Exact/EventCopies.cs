namespace EventRecovery.Audit.Exact;

/// <summary>All that both sides, and the logs, know of one event.</summary>
internal sealed class EventCopies
{
    private byte layer;

    /// <summary>The copy that arrived first; null when nobody expected the event.</summary>
    public AuditEntry? Expected { get; private set; }

    /// <summary>The copies that count: those of the last source that has the event, since it supersedes the others.</summary>
    public List<AuditEntry> Processed { get; } = [];

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
            Processed.Clear();
            layer = from;
        }

        if (from == layer && !IsKnown(entry))
        {
            Processed.Add(entry);
        }
    }

    // An archive may hold a record twice. It was on its stream once.
    private bool IsKnown(AuditEntry entry) =>
        entry.Position is { } place && Processed.Exists(copy => copy.Position == place && copy.Origin == entry.Origin);

    public void AddLog(AuditEntry entry) => Log ??= entry;
}
