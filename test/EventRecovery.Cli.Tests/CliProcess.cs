using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EventRecovery.Cli.Tests;

/// <summary>Runs the program the way a person does: as a process.</summary>
internal static class CliProcess
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    public static async Task<Ended> RunAsync(
        string[] arguments,
        byte[]? input = null,
        Dictionary<string, string?>? variables = null,
        Action<Process>? started = null
    )
    {
        using var process = Process.Start(StartInfo(arguments, variables))!;
        started?.Invoke(process);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var error = process.StandardError.ReadToEndAsync(bound.Token);
            await process.StandardInput.BaseStream.WriteAsync(input ?? [], bound.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(bound.Token);
            return new Ended(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public static ProcessStartInfo StartInfo(string[] arguments, Dictionary<string, string?>? variables = null)
    {
        // The assembly rather than its launcher, so that an emptied PATH leaves nothing to find but what the program itself looks for.
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && IsDotnet(host) ? host : DotnetHost())
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(RecoverApp).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>What Ctrl-C does, where there are signals.</summary>
    public static void Interrupt(Process process) => Kill(process.Id, SIGINT).ShouldBe(0);

    private const int SIGINT = 2;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";

    // Beside the shared framework that runs this test: <root>/shared/Microsoft.NETCore.App/<version>/.
    private static string DotnetHost()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Path.GetFullPath(
            Path.Combine(framework, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
        );
    }

    internal sealed record Ended(int ExitCode, string Output, string Error);
}
