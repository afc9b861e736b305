using System.Buffers.Binary;
using System.ComponentModel;

namespace EventRecovery.Local.Lambdas;

/// <summary>The execution environments of one function: reuses the warm, starts new ones up to the concurrency, drops the dead.</summary>
internal sealed class FunctionPool(LambdaFunction function, LambdaHostOptions host, EnvironmentDirectory directory)
    : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Stack<ExecutionEnvironment> warm = new();
    private readonly HashSet<ExecutionEnvironment> all = [];
    private int running;
    private bool disposed;

    public LambdaFunction Function => function;

    /// <summary>The processes of this function, for tests that kill them.</summary>
    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (gate)
            {
                return [.. all.Select(environment => environment.ProcessId)];
            }
        }
    }

    public async Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, string? clientContext)
    {
        var requestId = NewRequestId();
        if (!TryEnter())
        {
            return new InvocationResult(InvocationStatus.Throttled, requestId, default);
        }

        try
        {
            var invocation = new Invocation(requestId, payload, clientContext);
            while (true)
            {
                var environment = TakeWarm() ?? StartNew();
                var result = await environment.InvokeAsync(invocation);
                await GiveBackAsync(environment);
                if (result is not null)
                {
                    return result;
                }
            }
        }
        catch (Win32Exception failure)
        {
            var error = LambdaErrors.CannotStart(requestId, $"{function.Executable}: {failure.Message}");
            return new InvocationResult(InvocationStatus.FunctionError, requestId, error);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    /// <summary>Kills every process of the function. Invocations that are running end as crashed.</summary>
    public async ValueTask DisposeAsync()
    {
        ExecutionEnvironment[] environments;
        lock (gate)
        {
            disposed = true;
            environments = [.. all];
            all.Clear();
            warm.Clear();
        }

        foreach (var environment in environments)
        {
            directory.Remove(environment.Id);
            await environment.DisposeAsync();
        }
    }

    private string NewRequestId()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, host.Entropy.NextToken());
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private bool TryEnter()
    {
        if (Interlocked.Increment(ref running) <= function.MaxConcurrency)
        {
            return true;
        }

        Interlocked.Decrement(ref running);
        return false;
    }

    private ExecutionEnvironment? TakeWarm()
    {
        lock (gate)
        {
            return warm.TryPop(out var environment) ? environment : null;
        }
    }

    private ExecutionEnvironment StartNew()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var environment = directory.Add(
                (id, runtimeApi) => ExecutionEnvironment.Start(id, function, host, runtimeApi)
            );
            all.Add(environment);
            return environment;
        }
    }

    private async Task GiveBackAsync(ExecutionEnvironment environment)
    {
        lock (gate)
        {
            if (environment.IsAlive && !disposed)
            {
                warm.Push(environment);
                return;
            }

            all.Remove(environment);
        }

        directory.Remove(environment.Id);
        await environment.DisposeAsync();
    }
}
