using System.Threading.Channels;
using EventRecovery.Local.Processes;

namespace EventRecovery.Local.Lambdas;

/// <summary>
/// One process of a function, which serves one invocation at a time:
/// <code>
/// starting ── next ──► waiting ── invocation ──► busy ── response or error ──► (asks for the next)
///    │                    │                        │
///    └─ init error, exit, timeout ─────────────────┴──► dead: the caller gets AWS's error, the next invocation a new process
/// </code>
/// </summary>
internal sealed class ExecutionEnvironment : IAsyncDisposable
{
    private readonly LambdaFunction function;
    private readonly TimeProvider time;
    private readonly ChildProcess process;
    private readonly Channel<Invocation> inbox = Channel.CreateBounded<Invocation>(1);
    private Invocation? current;
    private volatile byte[]? initError;
    private volatile bool initialized;

    private ExecutionEnvironment(string id, LambdaFunction function, ChildProcess process, TimeProvider time)
    {
        Id = id;
        this.function = function;
        this.process = process;
        this.time = time;
    }

    public string Id { get; }

    public string FunctionName => function.Name;

    /// <summary>The number of the function's own process.</summary>
    public int ProcessId => process.Id;

    /// <summary>False once the process has ended or has been told to.</summary>
    public bool IsAlive => !process.HasEnded;

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static ExecutionEnvironment Start(
        string id,
        LambdaFunction function,
        LambdaHostOptions host,
        string runtimeApi
    )
    {
        void Log(string line) => host.Log(new FunctionLogLine(function.Name, id, line));
        var command = FunctionCommand.Build(function, host, id, runtimeApi);
        return new ExecutionEnvironment(id, function, ChildProcess.Start(command, Log, Log, host.Time), host.Time);
    }

    /// <summary>
    /// Runs one invocation to its end, whatever end that is. Null when this environment had died idle: the invocation has not been
    /// touched and wants another one.
    /// </summary>
    public async Task<InvocationResult?> InvokeAsync(Invocation invocation)
    {
        var wasWarm = initialized;
        await inbox.Writer.WriteAsync(invocation);

        if (!await IsFirstAsync(invocation.Taken, function.InitTimeout))
        {
            if (wasWarm)
            {
                return await EndAsync() is null ? Failed(invocation, TimedOut(invocation, function.InitTimeout)) : null;
            }

            var reason = await EndAsync() is { } code ? LambdaErrors.Exited(invocation.RequestId, code) : null;
            return Failed(invocation, initError ?? reason ?? TimedOut(invocation, function.InitTimeout));
        }

        if (!await IsFirstAsync(invocation.Answered, function.Timeout))
        {
            return await EndAsync() is { } code
                ? Failed(invocation, LambdaErrors.Exited(invocation.RequestId, code))
                : Failed(invocation, TimedOut(invocation, function.Timeout));
        }

        return await invocation.Answered;
    }

    /// <summary>The runtime asks for work: waits for it, and starts its clock.</summary>
    public async Task<(Invocation Invocation, DateTimeOffset Deadline)> NextAsync(CancellationToken cancellationToken)
    {
        initialized = true;
        var invocation = await inbox.Reader.ReadAsync(cancellationToken);
        current = invocation;
        var deadline = time.GetUtcNow() + function.Timeout;
        invocation.Take();
        return (invocation, deadline);
    }

    /// <summary>The runtime answers. False: this environment has no such invocation, or has answered it before.</summary>
    public bool Answer(string requestId, InvocationStatus status, byte[] payload) =>
        current is { } mine && mine.RequestId == requestId && mine.Answer(status, payload);

    /// <summary>The runtime says why it cannot start. It ends itself afterwards.</summary>
    public void FailInit(byte[] error) => initError = error;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (IsAlive)
        {
            process.Kill();
        }

        await process.DisposeAsync();
    }

    /// <summary>True when the event comes before both the end of the process and the end of the time.</summary>
    private async Task<bool> IsFirstAsync(Task happened, TimeSpan limit)
    {
        using var stop = new CancellationTokenSource();
        await Task.WhenAny(happened, process.Exited, Task.Delay(limit, time, stop.Token));
        await stop.CancelAsync();
        return happened.IsCompleted;
    }

    /// <summary>The exit code of a process that ended by itself; null for one that had to be ended now.</summary>
    private async Task<int?> EndAsync()
    {
        if (process.Exited.IsCompleted)
        {
            return await process.Exited;
        }

        await process.KillAndWaitAsync();
        return null;
    }

    private static byte[] TimedOut(Invocation invocation, TimeSpan limit) =>
        LambdaErrors.TimedOut(invocation.RequestId, limit);

    private static InvocationResult Failed(Invocation invocation, byte[] error) =>
        new(InvocationStatus.FunctionError, invocation.RequestId, error);
}
