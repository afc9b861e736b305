using EventRecovery.Json;

namespace EventRecovery.Events;

/// <summary>
/// An event as it was read: a JSON object with an id and a timestamp. Immutable; it holds on to the record's bytes, and to the index
/// of the reader that read it.
/// </summary>
public sealed class StreamEvent
{
    private readonly string? orderKey;

    internal StreamEvent(JsonText json, EventId id, DateTimeOffset timestamp, OrderKey? orderKey)
    {
        Json = json;
        Id = id;
        Timestamp = timestamp;
        this.orderKey = orderKey?.Value;
    }

    /// <summary>What makes it unique.</summary>
    public EventId Id { get; }

    /// <summary>When it happened, in UTC, to 100 nanoseconds.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The key that a configured pointer found; null where none is configured and the record's partition key counts.</summary>
    public OrderKey? OrderKey => orderKey is null ? null : new OrderKey(orderKey);

    /// <summary>The event's bytes as they came.</summary>
    public ReadOnlyMemory<byte> Utf8 => Json.Utf8;

    /// <summary>The event as checked and indexed JSON.</summary>
    public JsonText Json { get; }

    /// <summary>The event's object, for look-ups.</summary>
    public JsonValue Root => Json.Root;

    /// <summary>The member <c>type</c> if it is a string, as CloudEvents have it; else null. Made anew at each call.</summary>
    public string? Type => Root.TryGet("type"u8, out JsonValue type) && type.TryGetString(out var text) ? text : null;

    /// <summary>Finds what a pointer points to.</summary>
    public bool TryFind(JsonPointer pointer, out JsonValue value) => Root.TryFind(pointer, out value);
}
