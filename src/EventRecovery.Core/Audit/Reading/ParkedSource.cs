using System.Runtime.CompilerServices;
using System.Text.Json;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Parking;
using EventRecovery.Replay;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// Parked events as lines of a log: the id, and the reason for parking. An event whose bytes tell no id is left out, since nobody can
/// say which one it is. Those that were put back on the error stream are too: if they failed again, they are parked again.
/// </summary>
/// <param name="id">Where events keep their id.</param>
public sealed class ParkedSource(IParkedEvents parked, JsonPointer id, JsonLimits limits, TimeProvider time)
    : IAuditSource
{
    private static readonly ItemOrigin Origin = new("parked events");

    /// <summary>How the lines are written.</summary>
    public static SideFormat Format { get; } = new() { Id = "/id", Error = "/error" };

    public string Name => Origin.Source;

    public static bool Has(ItemOrigin origin) => origin == Origin;

    /// <summary>An event may be parked long after it arrived, so all days until today are looked through.</summary>
    public async IAsyncEnumerable<AuditItem> ReadAsync(
        ReplayWindow arrival,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var line = new PooledBuffer();
        var last = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        for (var day = DateOnly.FromDateTime(arrival.From.UtcDateTime); day <= last; day = day.AddDays(1))
        {
            await foreach (var item in parked.ListAsync(day, cancellationToken))
            {
                if (item.State != ParkedState.Retried && IdOf(item.Event.Data) is { } known)
                {
                    Write(line, known, item.Event);
                    yield return new AuditItem(Origin, JsonPieceKind.Value, line.WrittenMemory);
                }
            }
        }
    }

    private string? IdOf(ReadOnlyMemory<byte> data) =>
        JsonText.TryRead(data, limits, out var json, out _) && EventReader.TryReadKey(json.Root, id, out var key, out _)
            ? key
            : null;

    private static void Write(PooledBuffer line, string id, ParkedEvent parked)
    {
        line.Clear();
        using var json = new Utf8JsonWriter(line);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("error", $"{parked.Reason}: {parked.Message}");
        json.WriteEndObject();
    }
}
