using System.Diagnostics;

namespace EventRecovery.Local.Tests;

/// <summary>The program beside these tests, started in one of its parts.</summary>
internal sealed class TestProgram : IDisposable
{
    private readonly Process process;

    private TestProgram(Process process) => this.process = process;

    /// <summary>Its dll, which lies beside the tests.</summary>
    public static string DllPath { get; } =
        Path.Combine(AppContext.BaseDirectory, "EventRecovery.Local.TestProgram.dll");

    /// <summary>The same program as one executable file.</summary>
    public static string ExecutablePath { get; } =
        Path.ChangeExtension(DllPath, OperatingSystem.IsWindows() ? ".exe" : null);

    public StreamReader Output => process.StandardOutput;

    public static TestProgram Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(ExecutablePath, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new TestProgram(Process.Start(start)!);
    }

    /// <summary>What <c>kill -9</c> does: only this process, and no chance to clean up.</summary>
    public void KillHard() => process.Kill();

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
