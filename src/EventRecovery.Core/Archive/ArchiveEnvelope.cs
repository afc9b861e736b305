using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Streams;

namespace EventRecovery.Archive;

/// <summary>
/// A record as the archiver keeps it: one JSON object a line, with all that a delivery stream leaves out. A record that is read from
/// it is the same source record as on the stream, so recovering it from either gives the same bytes.
/// <code>{"stream":"s","shard":"shardId-000000000000","sequence":"49…","partitionKey":"k","arrivedAt":"…Z","data":"base64"}</code>
/// </summary>
public static class ArchiveEnvelope
{
    private const int Members = 6;

    private static ReadOnlySpan<byte> Beginning => "{\"stream\":"u8;

    /// <summary>Whether a text begins as an envelope: all of an object does or none of it.</summary>
    public static bool Looks(ReadOnlySpan<byte> text) =>
        text.StartsWith(Beginning) && text.IndexOf("\"partitionKey\":"u8) > 0;

    public static void Write(Utf8JsonWriter json, StreamName stream, ShardId shard, StreamRecord record)
    {
        json.WriteStartObject();
        json.WriteString("stream", stream.Value);
        json.WriteString("shard", shard.Value);
        json.WriteString("sequence", record.Sequence.Value);
        json.WriteString("partitionKey", record.PartitionKey);
        json.WriteString("arrivedAt", Milliseconds(record.ArrivedAt).UtcDateTime);
        json.WriteBase64String("data", record.Data.Span);
        json.WriteEndObject();
    }

    /// <summary>False when the text is something else, such as an event as a delivery stream writes it.</summary>
    public static bool TryRead(JsonValue json, [NotNullWhen(true)] out StreamRecord? record)
    {
        record = null;
        if (
            Text(json, "stream"u8) is not { } stream
            || Text(json, "shard"u8) is not { } shard
            || Text(json, "sequence"u8) is not { } digits
            || Text(json, "partitionKey"u8) is not { } key
            || Text(json, "arrivedAt"u8) is not { } arrived
            || Text(json, "data"u8) is not { } data
            || !Rfc3339.TryParse(Encoding.UTF8.GetBytes(arrived), out var arrivedAt)
        )
        {
            return false;
        }

        var sequence = new SequenceNumber(digits);
        var bytes = new byte[data.Length];
        var count = 0;
        foreach (var _ in json.EnumerateMembers())
        {
            count++;
        }

        if (count != Members || !sequence.IsValid || !Convert.TryFromBase64String(data, bytes, out var length))
        {
            return false;
        }

        record = new StreamRecord(sequence, key, arrivedAt, bytes.AsMemory(0, length))
        {
            Origin = new SourcePosition(new StreamName(stream), new ShardId(shard), new RecordPosition(sequence)),
        };
        return true;
    }

    // Lambda gives seconds as a double, a hair beside the milliseconds that the stream itself tells.
    private static DateTimeOffset Milliseconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks + (TimeSpan.TicksPerMillisecond / 2);
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    private static string? Text(JsonValue json, ReadOnlySpan<byte> name) =>
        json.TryGet(name, out var value) && value.TryGetString(out var text) ? text : null;
}
