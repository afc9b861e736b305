using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>The three forms of a line that AWS_LAMBDA_HANDLER_LOG_FORMAT, or else Lambda's own AWS_LAMBDA_LOG_FORMAT, chooses from.</summary>
internal sealed class LogFormat
{
    private const string TimeForm = "yyyy-MM-ddTHH:mm:ss.fffZ";
    private readonly Func<LogLine, string> _format;

    private LogFormat(Func<LogLine, string> format) => _format = format;

    public static LogFormat FromEnvironment() =>
        (
            Environment.GetEnvironmentVariable("AWS_LAMBDA_HANDLER_LOG_FORMAT")
            ?? Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT")
        )?.ToUpperInvariant() switch
        {
            "UNFORMATTED" => new LogFormat(MessageAndException),
            "JSON" => new LogFormat(Json),
            _ => new LogFormat(Tabs),
        };

    public string Format(LogLine line) => _format(line);

    private static string Tabs(LogLine line)
    {
        var level = line.Level is { } known ? Label(known) : line.LevelText;
        string[] head = [Time(line), line.RequestId, .. string.IsNullOrEmpty(level) ? (string[])[] : [level]];
        return string.Join('\t', [.. head, MessageAndException(line)]);
    }

    private static string Json(LogLine line)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", Time(line));
            json.WriteString("level", (line.Level ?? LogLevel.Information).ToString());
            WriteIfAny(json, "requestId", line.RequestId);
            WriteIfAny(json, "traceId", line.TraceId);
            json.WriteString("message", line.Message);
            WriteException(json, line.Exception);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteException(Utf8JsonWriter json, Exception exception)
    {
        if (exception is null)
        {
            return;
        }

        json.WriteString("errorType", exception.GetType().FullName);
        json.WriteString("errorMessage", exception.Message);
        json.WriteStartArray("stackTrace");
        foreach (var line in exception.ToString().Split('\n', StringSplitOptions.TrimEntries))
        {
            json.WriteStringValue(line);
        }
        json.WriteEndArray();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static string MessageAndException(LogLine line) =>
        line.Exception is null ? line.Message : line.Message + Environment.NewLine + line.Exception;

    private static string Time(LogLine line) => line.Time.ToString(TimeForm, CultureInfo.InvariantCulture);

    private static string Label(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
}
