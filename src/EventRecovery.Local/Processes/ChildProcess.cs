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

    private readonly Process process;
    private readonly Task pumps;
    private readonly TimeProvider time;
    private int disposed;
    private volatile bool killed;

    private ChildProcess(Process process, Task pumps, TimeProvider time)
    {
        this.process = process;
        this.pumps = pumps;
        this.time = time;
        Id = process.Id;
        Exited = WaitForExitAsync();
    }

    /// <summary>The operating system's number for it, also after it has ended.</summary>
    public int Id { get; }

    /// <summary>Completes with the exit code once the program has ended, and its output as far as it came promptly. Never fails.</summary>
    public Task<int> Exited { get; }

    /// <summary>Whether it has ended, or has been told to in a way that it cannot refuse.</summary>
    public bool HasEnded => killed || Exited.IsCompleted;

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

        var started = new Process { StartInfo = start };
        try
        {
            started.Start();
        }
        catch
        {
            started.Dispose();
            throw;
        }

        var reading = Task.WhenAll(
            PumpAsync(started.StandardOutput, onOutput),
            PumpAsync(started.StandardError, onError)
        );
        return new ChildProcess(started, reading, time);
    }

    /// <summary>Ends the program and all it has started, at once. Does nothing when it has ended already.</summary>
    public void Kill()
    {
        killed = true;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended between the caller's decision and this line.
        }
    }

    /// <summary>
    /// Ends the program, and waits until it has. Bounded: nothing survives a kill, but the news of an exit has been seen to be lost on a
    /// machine under load, and whoever waits has work to hand to another process.
    /// </summary>
    public async Task KillAndWaitAsync()
    {
        Kill();
        await ((Task)Exited).WaitAsync(GraceToExit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Closes the lifeline, grants two seconds to end, then kills.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        CloseLifeline();
        try
        {
            await Exited.WaitAsync(GraceToExit, time);
        }
        catch (TimeoutException)
        {
            await KillAndWaitAsync();
        }

        process.Dispose();
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
        await process.WaitForExitAsync();
        CloseLifeline("\n");
        try
        {
            // A grandchild that outlives the program may hold the pipes open: the last lines are worth a moment, not a hang.
            await pumps.WaitAsync(GraceToExit, time);
        }
        catch (Exception late) when (late is TimeoutException or IOException or ObjectDisposedException) { }

        return process.ExitCode;
    }

    // A line before the end tells a watcher behind the lifeline that the program has ended and nothing is left to kill.
    private void CloseLifeline(string farewell = "")
    {
        try
        {
            process.StandardInput.Write(farewell);
            process.StandardInput.Close();
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The other end has gone, which is what closing was for.
        }
    }
}
