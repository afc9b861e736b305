using System.Diagnostics;
using System.Text;

namespace EventRecovery.Local.Processes;

/// <summary>
/// A running program whose output is read line by line and whose standard input is a lifeline: it stays open, silent, for as long as
/// this process lives. A program that ends itself when it closes leaves nothing behind, even after a <c>kill -9</c> of its parent.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan GraceToExit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Task _pumps;
    private readonly TimeProvider _time;
    private int _disposed;

    private ChildProcess(Process process, Task pumps, TimeProvider time)
    {
        _process = process;
        _pumps = pumps;
        _time = time;
        Id = process.Id;
        Exited = WaitForExitAsync();
    }

    /// <summary>The operating system's number for it, also after it has ended.</summary>
    public int Id { get; }

    /// <summary>Completes with the exit code once the program has ended, and its output as far as it came promptly. Never fails.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts the program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, or it may not be run.</exception>
    public static ChildProcess Start(
        ChildCommand command,
        Action<string> onOutput,
        Action<string> onError,
        TimeProvider time
    )
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingFolder ?? "",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (!command.InheritEnvironment)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch
        {
            process.Dispose();
            throw;
        }

        var pumps = Task.WhenAll(
            PumpAsync(process.StandardOutput, onOutput),
            PumpAsync(process.StandardError, onError)
        );
        return new ChildProcess(process, pumps, time);
    }

    /// <summary>Ends the program and all it has started, at once. Does nothing when it has ended already.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended between the caller's decision and this line.
        }
    }

    /// <summary>Closes the lifeline, grants two seconds to end, then kills.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        CloseLifeline();
        try
        {
            await Exited.WaitAsync(GraceToExit, _time);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }

        _process.Dispose();
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> sink)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            sink(line);
        }
    }

    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        CloseLifeline("\n");
        try
        {
            // A grandchild that outlives the program may hold the pipes open: the last lines are worth a moment, not a hang.
            await _pumps.WaitAsync(GraceToExit, _time);
        }
        catch (Exception late) when (late is TimeoutException or IOException or ObjectDisposedException) { }

        return _process.ExitCode;
    }

    // A line before the end tells a watcher behind the lifeline that the program has ended and nothing is left to kill.
    private void CloseLifeline(string farewell = "")
    {
        try
        {
            _process.StandardInput.Write(farewell);
            _process.StandardInput.Close();
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The other end has gone, which is what closing was for.
        }
    }
}
