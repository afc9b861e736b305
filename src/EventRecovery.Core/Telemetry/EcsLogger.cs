using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace EventRecovery.Telemetry;

/// <summary>
/// Writes each log entry as one JSON object on one line, in the names of the Elastic Common Schema (8.x). What a message names
/// becomes labels; of an exception, type, message and stack. Payloads never come here: nobody hands them over.
/// </summary>
internal sealed class EcsLogger(string category, EcsLoggerFactory factory) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= factory.Least && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("@timestamp", factory.Time.GetUtcNow().UtcDateTime);
            writer.WriteString("log.level", Name(logLevel));
            writer.WriteString("log.logger", category);
            writer.WriteString("message", formatter(state, exception));
            writer.WriteString("ecs.version", "8.11.0");
            writer.WriteString("service.name", factory.Service);
            WriteException(writer, exception);
            WriteLabels(writer, state as IReadOnlyList<KeyValuePair<string, object?>>);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        factory.Write(buffer.WrittenSpan);
    }

    private static void WriteException(Utf8JsonWriter writer, Exception? exception)
    {
        if (exception is not null)
        {
            writer.WriteString("error.type", exception.GetType().FullName);
            writer.WriteString("error.message", exception.Message);
            writer.WriteString("error.stack_trace", exception.ToString());
        }
    }

    private static void WriteLabels(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, object?>>? values)
    {
        if (values is null)
        {
            return;
        }

        writer.WriteStartObject("labels");
        foreach (var (name, value) in values)
        {
            if (name != "{OriginalFormat}" && value is not null)
            {
                writer.WriteString(
                    JsonNamingPolicy.SnakeCaseLower.ConvertName(name),
                    Convert.ToString(value, CultureInfo.InvariantCulture)
                );
            }
        }

        writer.WriteEndObject();
    }

    private static string Name(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "error",
            _ => "fatal",
        };
}
