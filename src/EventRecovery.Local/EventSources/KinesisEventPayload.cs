using System.Text.Encodings.Web;
using System.Text.Json;
using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>Writes the JSON that AWS sends to functions for Kinesis records: <c>{"Records":[…]}</c>.</summary>
internal static class KinesisEventPayload
{
    /// <summary>What Lambda accepts in one invocation (quota: 6 MB).</summary>
    public const int MaxBytes = 6 * 1024 * 1024;

    // Partition keys appear as they are, as on AWS; nothing here goes into a web page.
    private static readonly JsonWriterOptions AsOnAws = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> Head => "{\"Records\":["u8;

    private static ReadOnlySpan<byte> Tail => "]}"u8;

    /// <summary>One record of the array.</summary>
    public static SourceRecord Write(StreamRecord record, ShardId shard, EventSource source)
    {
        using var buffer = new MemoryStream(record.Data.Length * 2);
        using (var json = new Utf8JsonWriter(buffer, AsOnAws))
        {
            json.WriteStartObject();
            json.WriteStartObject("kinesis");
            json.WriteString("kinesisSchemaVersion", "1.0");
            json.WriteString("partitionKey", record.PartitionKey);
            json.WriteString("sequenceNumber", record.Sequence.Value);
            json.WriteBase64String("data", record.Data.Span);
            json.WriteNumber("approximateArrivalTimestamp", record.ArrivedAt.ToUnixTimeMilliseconds() / 1000m);
            json.WriteEndObject();
            json.WriteString("eventSource", "aws:kinesis");
            json.WriteString("eventVersion", "1.0");
            json.WriteString("eventID", $"{shard}:{record.Sequence}");
            json.WriteString("eventName", "aws:kinesis:record");
            json.WriteString("invokeIdentityArn", source.InvokeIdentityArn);
            json.WriteString("awsRegion", source.Region);
            json.WriteString("eventSourceARN", source.StreamArn);
            json.WriteEndObject();
        }

        return new SourceRecord(record.Sequence, record.ArrivedAt, buffer.ToArray());
    }

    /// <summary>How many of the first records fit one payload: at least one, however large, at most <paramref name="batchSize"/>.</summary>
    public static int CountThatFits(IReadOnlyList<SourceRecord> records, int batchSize, int maxBytes = MaxBytes)
    {
        var most = Math.Min(records.Count, batchSize);
        long bytes = Head.Length + Tail.Length;
        for (var count = 0; count < most; count++)
        {
            bytes += records[count].Json.Length + 1;
            if (bytes > maxBytes && count > 0)
            {
                return count;
            }
        }

        return most;
    }

    /// <summary>The whole payload for some records.</summary>
    public static byte[] Join(IEnumerable<SourceRecord> records)
    {
        using var payload = new MemoryStream();
        payload.Write(Head);
        foreach (var record in records)
        {
            if (payload.Length > Head.Length)
            {
                payload.WriteByte((byte)',');
            }

            payload.Write(record.Json.Span);
        }

        payload.Write(Tail);
        return payload.ToArray();
    }
}
