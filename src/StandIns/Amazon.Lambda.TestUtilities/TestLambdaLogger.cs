using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>
/// Keeps every message in <see cref="Buffer"/> and echoes it to the console. It neither filters by level nor fills in the
/// template: arguments follow on lines of their own, each after a tab.
/// </summary>
public class TestLambdaLogger : ILambdaLogger
{
    public StringBuilder Buffer { get; } = new();

    public void Log(string message) => LogLine(message);

    public void LogLine(string message)
    {
        Buffer.AppendLine(message);
        Console.WriteLine(message);
    }

    public void Log(string level, string message) => LogLine($"{level}: {message}");

    public void Log(string level, string message, params object[] args) => LogLine(Lines(level, message, args));

    public void Log(string level, Exception exception, string message, params object[] args) =>
        LogLine(Lines(level, message, args) + Environment.NewLine + exception);

    private static string Lines(string level, string message, object[] args) =>
        string.Join(Environment.NewLine, [$"{level}: {message}", .. (args ?? []).Select(argument => $"\t{argument}")]);
}
