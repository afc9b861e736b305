using System.Globalization;
using System.Text;
using EventRecovery.Json;

namespace EventRecovery.Events;

/// <summary>Reads events from bytes. No bytes make it throw; what is no event is rejected with a reason. Safe to share.</summary>
public sealed class EventReader(EventFormat format, JsonLimits limits)
{
    /// <summary>The longest id or order key, in UTF-16 code units. DynamoDB keys and log lines have to stay readable.</summary>
    public const int MaxKeyLength = 1024;

    /// <summary>Reads one event.</summary>
    public EventReadResult Read(ReadOnlyMemory<byte> data) => Read(data, scratch: null);

    /// <param name="scratch">Reads into this: the event lives until the next one is read into it.</param>
    internal EventReadResult Read(ReadOnlyMemory<byte> data, JsonScratch? scratch)
    {
        if (!JsonText.TryRead(data, limits, scratch, out JsonText? json, out JsonProblem problem))
        {
            return EventReadResult.Reject(
                RejectCodes.For(problem.Kind),
                $"The record is not acceptable JSON: {problem.Message}."
            );
        }
        JsonValue root = json.Root;
        if (root.Kind != JsonKind.Object)
        {
            return EventReadResult.Reject(
                RejectCodes.NotAnObject,
                $"An event is a JSON object; this is {Name(root.Kind)}."
            );
        }
        return ReadKeys(json, root);
    }

    private EventReadResult ReadKeys(JsonText json, JsonValue root)
    {
        if (!TryReadKey(root, format.Id, out var id, out var wrong))
        {
            return EventReadResult.Reject(
                root.TryFind(format.Id, out _) ? RejectCodes.InvalidId : RejectCodes.MissingId,
                wrong
            );
        }
        JsonPointer timestampAt = format.TimestampIn(root);
        if (!root.TryFind(timestampAt, out JsonValue timestampValue))
        {
            return EventReadResult.Reject(RejectCodes.MissingTimestamp, $"There is no {timestampAt}.");
        }
        if (!TryReadTimestamp(timestampValue, out DateTimeOffset timestamp, out wrong))
        {
            return EventReadResult.Reject(RejectCodes.InvalidTimestamp, $"{timestampAt} {wrong}");
        }
        if (format.OrderKey is not { } orderKeyAt)
        {
            return EventReadResult.Of(new StreamEvent(json, new EventId(id), timestamp, null));
        }
        if (!TryReadKey(root, orderKeyAt, out var orderKey, out wrong))
        {
            var present = root.TryFind(orderKeyAt, out _);
            return EventReadResult.Reject(present ? RejectCodes.InvalidOrderKey : RejectCodes.MissingOrderKey, wrong);
        }
        return EventReadResult.Of(new StreamEvent(json, new EventId(id), timestamp, new OrderKey(orderKey)));
    }

    // An integer keeps its digits as they are written: 42 is "42". A fraction or exponent would have many spellings.
    internal static bool TryReadKey(JsonValue root, JsonPointer pointer, out string key, out string wrong)
    {
        key = wrong = "";
        if (!root.TryFind(pointer, out JsonValue value))
        {
            wrong = $"There is no {pointer}.";
            return false;
        }
        if (value.Kind == JsonKind.Number)
        {
            key = Encoding.UTF8.GetString(value.Raw);
            var integer = !value.Raw.ContainsAny(".eE"u8);
            wrong = integer
                ? ""
                : $"{pointer} is a number with a fraction or exponent; ids and keys are strings or integers.";
        }
        else if (!value.TryGetString(out key))
        {
            wrong = $"{pointer} is {Name(value.Kind)}; ids and keys are strings or integers.";
        }
        if (wrong.Length == 0 && key.Length is 0 or > MaxKeyLength)
        {
            var length = key.Length.ToString(CultureInfo.InvariantCulture);
            wrong = $"{pointer} has {length} characters; 1 to {MaxKeyLength} are accepted.";
        }
        return wrong.Length == 0;
    }

    internal static bool TryReadTimestamp(JsonValue value, out DateTimeOffset timestamp, out string wrong)
    {
        timestamp = default;
        if (value.Kind != JsonKind.String)
        {
            wrong = $"is {Name(value.Kind)}; write an RFC 3339 string, e.g. \"2026-11-22T08:00:00Z\".";
            return false;
        }
        return Rfc3339.TryRead(value, out timestamp, out wrong);
    }

    private static string Name(JsonKind kind) =>
        kind switch
        {
            JsonKind.Object => "an object",
            JsonKind.Array => "an array",
            JsonKind.String => "a string",
            JsonKind.Number => "a number",
            JsonKind.Boolean => "a boolean",
            _ => "null",
        };
}
