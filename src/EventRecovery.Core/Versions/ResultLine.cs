using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Versions;

/// <summary>
/// One event of a run's results, a line of JSON: <c>{"id":"…","at":"2026-11-22T08:00:00Z","key":"account-7","event":{…}}</c>. The event is
/// as it was published, with its <c>recovery</c> member; line breaks between its tokens become spaces, which changes no hash.
/// </summary>
/// <param name="At">The event's timestamp.</param>
/// <param name="Key">The order key, by which it is published again.</param>
public sealed record ResultLine(EventId Id, DateTimeOffset At, OrderKey Key, ReadOnlyMemory<byte> Event)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private static readonly JsonPointer Hash = "/recovery/resultHash";

    /// <summary>The event's JSON, indexed.</summary>
    public JsonText Json() => Parse(Event);

    /// <exception cref="ResultsDamagedException">The event tells none.</exception>
    public EventHash ResultHash() =>
        Json().Root.TryFind(Hash, out var value)
        && value.TryGetString(out var hex)
        && EventHash.TryParse(hex, out var hash)
            ? hash
            : throw NotRecovered();

    internal static byte[] Write(RecoveredEvent recovered)
    {
        var buffer = new ArrayBufferWriter<byte>(recovered.Data.Length + 128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", recovered.Id.Value);
            json.WriteString("at", recovered.Timestamp.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
            json.WriteString("key", recovered.Key.Value);
            json.WritePropertyName("event");
            json.WriteRawValue(recovered.Data.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        var line = buffer.WrittenSpan.ToArray();
        // In JSON they stand only between tokens.
        line.AsSpan(..^1).Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }

    /// <exception cref="FormatException">It is no such line.</exception>
    public static ResultLine Read(ReadOnlyMemory<byte> line)
    {
        var root = Parse(line).Root;
        return
            root.TryGet("id"u8, out var id)
            && id.TryGetString(out var name)
            && root.TryGet("at"u8, out var at)
            && at.TryGetString(out var time)
            && root.TryGet("key"u8, out var key)
            && key.TryGetString(out var order)
            && root.TryGet("event"u8, out var value)
            ? new ResultLine(
                new EventId(name),
                DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                new OrderKey(order),
                line[value.Start..value.End]
            )
            : throw Damaged();
    }

    /// <summary>
    /// The event as it goes out under the name of another version: the same bytes, but for <c>recovery.run</c>, and for the version that
    /// it undoes.
    /// </summary>
    /// <exception cref="ResultsDamagedException">The event has no such member.</exception>
    internal byte[] As(VersionName version, VersionName? undoes)
    {
        if (!Json().Root.TryFind(RunPath, out var run))
        {
            throw NotRecovered();
        }

        var link = undoes is { } undone ? $",\"undoes\":\"{undone}\"" : "";
        return
        [
            .. Event.Span[..run.Start],
            .. System.Text.Encoding.UTF8.GetBytes($"\"{version}\"{link}"),
            .. Event.Span[run.End..],
        ];
    }

    private static readonly JsonPointer RunPath = "/recovery/run";

    private static JsonText Parse(ReadOnlyMemory<byte> utf8) =>
        JsonText.TryRead(utf8, JsonLimits.Largest, out var text, out _) ? text : throw Damaged();

    private ResultsDamagedException NotRecovered() =>
        new($"The result of event {Id} is damaged: its recovery member is not as it was written.");

    private static FormatException Damaged() => new("A line of the results is damaged.");
}
