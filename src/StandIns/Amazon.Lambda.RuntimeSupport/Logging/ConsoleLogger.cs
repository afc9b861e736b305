using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>The logger of a context. It fills the arguments into the template, by position or by order.</summary>
internal sealed class ConsoleLogger(ConsoleLog log) : ILambdaLogger
{
    public void Log(string message) => log.WriteRaw(message);

    public void LogLine(string message) => log.Write(nameof(LogLevel.Information), message);

    public void Log(string level, string message) => log.Write(level, message);

    public void Log(string level, string message, params object[] args) =>
        log.Write(level, MessageTemplate.Fill(message, args));

    public void Log(string level, Exception exception, string message, params object[] args) =>
        log.Write(level, MessageTemplate.Fill(message, args), exception);
}
