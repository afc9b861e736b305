using EventRecovery.Json;

namespace EventRecovery.Audit.Reading;

/// <summary>Where one side of an audit keeps what an audit needs to know of an event.</summary>
public sealed record SideFormat
{
    public static SideFormat Default { get; } = new();

    public JsonPointer Id { get; init; } = Events.EventFormat.DefaultId;

    /// <summary>The event's own time, by which windows are drawn. Null: <c>/time</c> in a CloudEvent, else <c>/timestamp</c>.</summary>
    public JsonPointer? Time { get; init; }

    /// <summary>
    /// False when this side does not tell the event's time. Then no window can be compared as a whole, and every event is reconciled.
    /// </summary>
    public bool IsTimed { get; init; } = true;

    /// <summary>When it was processed; tells late from in time. Null: when it arrived on its stream, if it did.</summary>
    public JsonPointer? At { get; init; }

    /// <summary>What findings are grouped by as their key. Null: the partition key, if there is one.</summary>
    public JsonPointer? Key { get; init; }

    public JsonPointer Type { get; init; } = "/type";

    /// <summary>Which version of the consumer processed or failed it, if it says.</summary>
    public JsonPointer Version { get; init; } = "/version";

    /// <summary>What a line of a log says that went wrong.</summary>
    public JsonPointer Error { get; init; } = "/error";
}
