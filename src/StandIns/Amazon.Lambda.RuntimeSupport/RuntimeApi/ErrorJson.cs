using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.RuntimeApi;

/// <summary>An exception in the form that Lambda shows to callers: errorType, errorMessage, stackTrace, cause or causes.</summary>
internal static class ErrorJson
{
    /// <summary>The Runtime API takes no more.</summary>
    private const int MaximumBytes = 256 * 1024;

    /// <summary>Deeper causes repeat the same stack and help nobody.</summary>
    private const int MaximumDepth = 16;

    public static string TypeOf(Exception exception) => exception.GetType().Name;

    public static byte[] Of(Exception exception)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, exception, depth: 0);
        }

        return body.Length <= MaximumBytes
            ? body.ToArray()
            : "{\"errorMessage\":\"Exception exceeded maximum payload size of 256KB.\"}"u8.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Exception exception, int depth)
    {
        json.WriteStartObject();
        json.WriteString("errorType", TypeOf(exception));
        json.WriteString("errorMessage", exception.Message);
        WriteStackTrace(json, exception.StackTrace);
        if (depth < MaximumDepth)
        {
            WriteCauses(json, exception, depth + 1);
        }
        json.WriteEndObject();
    }

    private static void WriteStackTrace(Utf8JsonWriter json, string stackTrace)
    {
        if (stackTrace is null)
        {
            return;
        }

        json.WriteStartArray("stackTrace");
        foreach (
            var line in stackTrace.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            json.WriteStringValue(line);
        }
        json.WriteEndArray();
    }

    private static void WriteCauses(Utf8JsonWriter json, Exception exception, int depth)
    {
        if (exception is AggregateException aggregate)
        {
            json.WriteStartArray("causes");
            foreach (var cause in aggregate.InnerExceptions)
            {
                Write(json, cause, depth);
            }
            json.WriteEndArray();
        }
        else if (exception.InnerException is { } cause)
        {
            json.WritePropertyName("cause");
            Write(json, cause, depth);
        }
    }
}
