using System.Text;
using System.Text.Json;
using EventRecovery.Json;

namespace EventRecovery.Audit.Reconstruct;

/// <summary>
/// How lines of a log become events again, as a person writes it:
/// <code>
/// { "event": { "/id": "/request/paymentId", "/timestamp": "/at", "/data/amount": "/request/amount" },
///   "constants": { "/currency": "EUR" } }
/// </code>
/// On the left where it goes in the event, on the right where it is in the line. All of <c>event</c> is needed: an event with a gap
/// would be another event.
/// </summary>
public sealed class EventMapping
{
    private readonly List<(JsonPointer To, JsonPointer From)> moves = [];
    private readonly List<(JsonPointer To, byte[] Value)> constants = [];

    private EventMapping() { }

    /// <exception cref="FormatException">It is no mapping; says what is wrong.</exception>
    public static EventMapping Read(ReadOnlyMemory<byte> utf8)
    {
        if (!JsonText.TryRead(utf8, JsonLimits.Default, out var text, out var problem))
        {
            throw new FormatException($"the mapping is not JSON: {problem.Message}");
        }

        var mapping = new EventMapping();
        foreach (var member in text.Root.EnumerateMembers())
        {
            foreach (var one in member.Value.EnumerateMembers())
            {
                mapping.Add(member.Name, Pointer(one.Name), one.Value);
            }
        }

        return mapping.moves.Count > 0
            ? mapping
            : throw new FormatException(
                "the mapping maps nothing; write { \"event\": { \"/id\": \"/where/it/is\", … } }"
            );
    }

    /// <summary>The event of a line; null with the pointers that lead nowhere in it.</summary>
    public byte[]? Rebuild(JsonText line, out IReadOnlyList<string> missing)
    {
        var absent = new List<string>();
        var root = new Branch();
        foreach (var (to, from) in moves)
        {
            if (line.Root.TryFind(from, out var value) && value.Kind != JsonKind.Null)
            {
                root.Put(to.Tokens, value.Raw.ToArray());
            }
            else
            {
                absent.Add(from.Text);
            }
        }

        missing = absent;
        if (absent.Count > 0)
        {
            return null;
        }

        foreach (var (to, value) in constants)
        {
            root.Put(to.Tokens, value);
        }

        using var output = new PooledBuffer();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
        {
            root.Write(json);
        }

        return output.WrittenSpan.ToArray();
    }

    private void Add(string part, JsonPointer to, JsonValue value)
    {
        switch (part)
        {
            case "event" when value.TryGetString(out var from):
                moves.Add((to, Pointer(from)));
                break;
            case "constants":
                constants.Add((to, value.Raw.ToArray()));
                break;
            default:
                throw new FormatException(
                    $"\"{part}\" of the mapping is wrong at {to}; the parts are event, of JSON Pointers, and constants"
                );
        }
    }

    private static JsonPointer Pointer(string text) =>
        JsonPointer.TryParse(text, out var pointer) && text.Length > 0
            ? pointer
            : throw new FormatException(
                $"\"{text}\" in the mapping is not a JSON Pointer; write for example /request/id"
            );

    /// <summary>An object that grows; values stay as they were written, so that 1.10 stays 1.10.</summary>
    private sealed class Branch
    {
        private readonly List<(string Name, Branch? Inner, byte[]? Value)> members = [];

        public void Put(ReadOnlySpan<byte[]> path, byte[] value)
        {
            var name = Encoding.UTF8.GetString(path[0]);
            var at = members.FindIndex(member => member.Name == name);
            if (path.Length == 1)
            {
                members.Add((name, null, value));
                return;
            }

            if (at < 0)
            {
                members.Add((name, new Branch(), null));
                at = members.Count - 1;
            }

            (
                members[at].Inner
                ?? throw new FormatException($"the mapping puts something inside of {name}, which is a value")
            ).Put(path[1..], value);
        }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            foreach (var (name, inner, value) in members)
            {
                json.WritePropertyName(name);
                if (inner is not null)
                {
                    inner.Write(json);
                }
                else
                {
                    json.WriteRawValue(value!);
                }
            }

            json.WriteEndObject();
        }
    }
}
