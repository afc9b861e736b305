using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventRecovery.Local.EventSources;

/// <summary>
/// Keeps discarded batches as files, in the shape and under the key that AWS gives them in an S3 destination: unlike queues and topics,
/// which get metadata only, it holds the whole event, as text in the member <c>payload</c>.
/// </summary>
/// <param name="folder">What would be the bucket.</param>
public sealed class FolderDestination(string folder) : IOnFailureDestination
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public async Task SendAsync(DiscardedBatch batch, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Key(batch));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Write(batch), cancellationToken);
    }

    // The first sequence number makes the name unique: the same records are given up once.
    private static string Key(DiscardedBatch batch)
    {
        var at = batch.GivenUpAt.UtcDateTime;
        var day = at.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);
        var second = at.ToString("yyyy-MM-dd'T'HH.mm.ss", CultureInfo.InvariantCulture);
        return $"aws/lambda/{batch.Source.Stream}/{batch.Shard}/{day}/{second}-{batch.First}.json";
    }

    private static byte[] Write(DiscardedBatch batch)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            WriteContexts(json, batch);
            json.WriteString("version", "1.0");
            json.WriteString("timestamp", Format(batch.GivenUpAt));
            WriteBatchInfo(json, batch);
            json.WriteString("payload", Encoding.UTF8.GetString(batch.Payload.Span));
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteContexts(Utf8JsonWriter json, DiscardedBatch batch)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("requestId", batch.RequestId);
        json.WriteString("functionArn", batch.Source.FunctionArn);
        json.WriteString("condition", batch.Condition.ToString());
        json.WriteNumber("approximateInvokeCount", batch.InvokeCount);
        json.WriteEndObject();
        if (batch.InvokeCount == 0)
        {
            return;
        }

        json.WriteStartObject("responseContext");
        json.WriteNumber("statusCode", 200);
        json.WriteString("executedVersion", "$LATEST");
        if (batch.FunctionError)
        {
            json.WriteString("functionError", "Unhandled");
        }

        json.WriteEndObject();
    }

    private static void WriteBatchInfo(Utf8JsonWriter json, DiscardedBatch batch)
    {
        json.WriteStartObject("KinesisBatchInfo");
        json.WriteString("shardId", batch.Shard.Value);
        json.WriteString("startSequenceNumber", batch.First.Value);
        json.WriteString("endSequenceNumber", batch.Last.Value);
        json.WriteString("approximateArrivalOfFirstRecord", Format(batch.FirstArrivedAt));
        json.WriteString("approximateArrivalOfLastRecord", Format(batch.LastArrivedAt));
        json.WriteNumber("batchSize", batch.Count);
        json.WriteString("streamArn", batch.Source.StreamArn);
        json.WriteEndObject();
    }

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);
}
