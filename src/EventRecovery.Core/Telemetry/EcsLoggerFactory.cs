using Microsoft.Extensions.Logging;

namespace EventRecovery.Telemetry;

/// <summary>Loggers that write ECS lines to one stream, whole lines at a time. Thread-safe.</summary>
public sealed class EcsLoggerFactory(
    Stream output,
    string service,
    TimeProvider time,
    LogLevel least = LogLevel.Information
) : ILoggerFactory
{
    private readonly Lock gate = new();

    internal string Service { get; } = service;

    internal TimeProvider Time { get; } = time;

    internal LogLevel Least { get; } = least;

    public ILogger CreateLogger(string categoryName) => new EcsLogger(categoryName, this);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("This factory has one output. Use another ILoggerFactory for more.");

    public void Dispose() => output.Flush();

    internal void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            output.Write(line);
            output.Flush();
        }
    }
}
