using EventRecovery.Audit.Reading;
using EventRecovery.Events;

namespace EventRecovery.Audit;

/// <summary>Reads the sources of one side through, and counts what is read.</summary>
/// <param name="now">The same each time that it is read: else what arrives between would be in one reading alone.</param>
internal sealed class SideReading(
    AuditRequest request,
    AuditSide side,
    IReadOnlyList<IAuditSource> sources,
    SideFormat format,
    DateTimeOffset now,
    Action<long>? progress = null
)
{
    private const int ProgressEvery = 4096;

    private long read;
    private long unreadable;
    private long text;

    /// <summary>Gets each entry with the number of its source, from 1.</summary>
    public async Task ReadAsync(
        Action<byte, AuditEntry> entry,
        Action<AuditItem, Rejection>? unread,
        CancellationToken cancellationToken
    )
    {
        (read, unreadable, text) = (0, 0, 0);
        using var results = new ResultReader(
            request.Rule,
            side == AuditSide.Expected ? request.Recalculation : null,
            request.Limits
        );
        var reader = new EntryReader(side, format, results, request.Limits);
        for (byte number = 1; number <= sources.Count; number++)
        {
            var arrival = side == AuditSide.Processed ? request.ReadingOf(number, now) : request.Scope.Reading;
            await foreach (var item in sources[number - 1].ReadAsync(arrival, cancellationToken))
            {
                Read(reader, item, number, entry, unread);
            }
        }
    }

    public SideReport Report(long outside) =>
        new(string.Join(" + ", sources.Select(source => source.Name)), read, outside, unreadable, text);

    private void Read(
        EntryReader reader,
        in AuditItem item,
        byte number,
        Action<byte, AuditEntry> entry,
        Action<AuditItem, Rejection>? unread
    )
    {
        if (item.Kind == JsonPieceKind.Text && item.Position is null)
        {
            text++;
            return;
        }

        if (reader.Read(item, out var rejection) is not { } found)
        {
            unreadable++;
            unread?.Invoke(item, rejection);
            return;
        }

        if (++read % ProgressEvery == 0)
        {
            progress?.Invoke(ProgressEvery);
        }

        entry(number, found);
    }
}
