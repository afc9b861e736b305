using EventRecovery.Json;

namespace EventRecovery.Events;

/// <summary>Where an event keeps its id, its timestamp and, if wished, its order key.</summary>
/// <remarks>
/// Without pointers of your own, events are plain JSON with <c>/id</c> and <c>/timestamp</c>; an event with a <c>specversion</c> is a
/// CloudEvent 1.0, with <c>/id</c> and <c>/time</c>. Both may come mixed. A pointer set here counts for both.
/// </remarks>
public sealed record EventFormat
{
    /// <summary>Where both formats keep the id.</summary>
    public static readonly JsonPointer DefaultId = "/id";

    /// <summary>Where plain JSON events keep the timestamp.</summary>
    public static readonly JsonPointer PlainTimestamp = "/timestamp";

    /// <summary>Where CloudEvents keep the timestamp.</summary>
    public static readonly JsonPointer CloudEventTime = "/time";

    /// <summary>What every CloudEvent has and a plain event has not.</summary>
    public static readonly JsonPointer CloudEventMark = "/specversion";

    /// <summary>Plain JSON and CloudEvents 1.0; the order key is the record's partition key.</summary>
    public static EventFormat Default { get; } = new();

    /// <summary>The id. Default <c>/id</c>.</summary>
    public JsonPointer Id { get; init; } = DefaultId;

    /// <summary>The timestamp. Default null: <c>/time</c> in a CloudEvent, <c>/timestamp</c> in any other event.</summary>
    public JsonPointer? Timestamp { get; init; }

    /// <summary>The order key. Default null: the partition key of the record that holds the event.</summary>
    public JsonPointer? OrderKey { get; init; }

    internal JsonPointer TimestampIn(JsonValue root) =>
        Timestamp ?? (root.TryGet(CloudEventMark.Tokens[0], out _) ? CloudEventTime : PlainTimestamp);
}
