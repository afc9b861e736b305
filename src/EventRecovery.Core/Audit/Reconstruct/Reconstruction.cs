using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Replay;

namespace EventRecovery.Audit.Reconstruct;

/// <summary>Turns lines of logs into events, each once. What cannot be rebuilt is told with what was missing.</summary>
/// <param name="isWanted">Which events are wanted; null: all.</param>
public sealed class Reconstruction(
    EventMapping mapping,
    EventReader events,
    JsonLimits limits,
    Func<EventId, bool>? isWanted = null
)
{
    private readonly HashSet<EventDigest> seen = [];

    public long Rebuilt { get; private set; }

    public long Copies { get; private set; }

    public long Unrecoverable { get; private set; }

    /// <param name="output">Gets an event a line.</param>
    /// <param name="lost">Gets what cannot be rebuilt.</param>
    public async Task RunAsync(IAuditSource logs, Stream output, IFindingSink lost, CancellationToken cancellationToken)
    {
        var always = new ReplayWindow(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        await foreach (var item in logs.ReadAsync(always, cancellationToken))
        {
            // Plain lines between the others were never events.
            if (item.Kind == JsonPieceKind.Text)
            {
                continue;
            }

            if (Rebuild(item, out var finding) is { } data)
            {
                await output.WriteAsync(data, cancellationToken);
                await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
            }
            else if (finding is not null)
            {
                Unrecoverable++;
                await lost.AddAsync(finding, cancellationToken);
            }
        }
    }

    private byte[]? Rebuild(in AuditItem item, out Finding? lost)
    {
        lost = null;
        if (item.Kind != JsonPieceKind.Value || !JsonText.TryRead(item.Data, limits, out var line, out var problem))
        {
            lost = Lost(item, "", "The line is not JSON.");
            return null;
        }

        if (mapping.Rebuild(line, out var missing) is not { } data)
        {
            lost = Lost(item, "", $"The line has no {string.Join(", no ", missing)}.");
            return null;
        }

        var read = events.Read(data);
        if (!read.IsEvent)
        {
            lost = Lost(item, "", $"What was rebuilt is no event: {read.Rejection.Message}");
            return null;
        }

        if (isWanted?.Invoke(read.Event.Id) == false)
        {
            return null;
        }

        if (!seen.Add(EventDigest.Of(read.Event.Id)))
        {
            Copies++;
            return null;
        }

        Rebuilt++;
        return data;
    }

    private static Finding Lost(in AuditItem item, string id, string reason) =>
        new(id, Verdict.Unrecoverable, reason)
        {
            Source = item.Origin.Source,
            Shard = item.Origin.Shard,
            Position = item.Position,
            Offset = item.Origin.Shard is null ? item.Offset : null,
            ArrivedAt = item.ArrivedAt,
        };
}
