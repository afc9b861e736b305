using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>Everything that the function prints, line by line, in the form that Lambda's log configuration asks for.</summary>
internal sealed class ConsoleLog
{
    private readonly LogFormat _format = LogFormat.FromEnvironment();
    private readonly LogLevel _minimum = MinimumFromEnvironment();
    private readonly Lock _gate = new();
    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private string _requestId = "";
    private string _traceId = "";

    private ConsoleLog() { }

    /// <summary>Puts itself between the program and its console: what it prints is Information, on standard error Error.</summary>
    public static ConsoleLog Install()
    {
        var log = new ConsoleLog();
        Console.SetOut(new LineWriter(log._out, line => log.Write(log._out, nameof(LogLevel.Information), line)));
        Console.SetError(new LineWriter(log._error, line => log.Write(log._error, nameof(LogLevel.Error), line)));
        return log;
    }

    /// <summary>The invocation that the following lines belong to.</summary>
    public void Begin(string requestId, string traceId) => (_requestId, _traceId) = (requestId, traceId);

    /// <summary>Prints as it is, without a line of its own.</summary>
    public void WriteRaw(string text) => _out.Write(text);

    public void Write(string level, string message, Exception exception = null) =>
        Write(_out, level, message, exception);

    private void Write(TextWriter writer, string level, string message, Exception exception = null)
    {
        var known = Enum.TryParse<LogLevel>(level, ignoreCase: true, out var parsed);
        if (known && parsed < _minimum)
        {
            return;
        }

        var line = new LogLine(
            DateTime.UtcNow,
            _requestId,
            _traceId,
            known ? parsed : null,
            level,
            message ?? "",
            exception
        );
        lock (_gate)
        {
            writer.WriteLine(_format.Format(line));
        }
    }

    private static LogLevel MinimumFromEnvironment() =>
        Enum.TryParse<LogLevel>(
            Environment.GetEnvironmentVariable("AWS_LAMBDA_HANDLER_LOG_LEVEL")
                ?? Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL"),
            ignoreCase: true,
            out var level
        )
            ? level
            : LogLevel.Information;
}
