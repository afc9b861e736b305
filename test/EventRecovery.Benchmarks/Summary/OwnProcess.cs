using System.Diagnostics;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>A command of this program in a process of its own, whose memory is nobody else's.</summary>
internal static class OwnProcess
{
    public static string Run(string[] arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var self = Path.Combine(AppContext.BaseDirectory, "EventRecovery.Benchmarks.dll");
        var start = new ProcessStartInfo("dotnet", [self, .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var child = Process.Start(start)!;
        var said = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? said
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {child.ExitCode}: {said}");
    }
}
