using System.Collections.Concurrent;

namespace EventRecovery.Local.Lambdas;

/// <summary>
/// Asynchronous invocations (type <c>Event</c>): the caller does not wait, a failed one is tried again twice, a throttled one until it
/// gets through. What still fails is dropped, as on AWS without a destination; its log lines have said why.
/// </summary>
internal sealed class LaterInvocations(LambdaHostOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan ThrottleDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly CancellationTokenSource stop = new();

    public void Start(FunctionPool pool, ReadOnlyMemory<byte> payload)
    {
        var task = RunAsync(pool, payload);
        running[task] = true;
        _ = task.ContinueWith(
            done => running.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    /// <summary>Stops retrying, and waits for what is running.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running.Keys);
        stop.Dispose();
    }

    private async Task RunAsync(FunctionPool pool, ReadOnlyMemory<byte> payload)
    {
        try
        {
            var failures = 0;
            while (true)
            {
                var result = await pool.InvokeAsync(payload, clientContext: null);
                if (result.Status == InvocationStatus.Succeeded)
                {
                    return;
                }

                if (result.Status == InvocationStatus.FunctionError && ++failures > options.AsyncRetryDelays.Count)
                {
                    return;
                }

                var delay =
                    result.Status == InvocationStatus.Throttled
                        ? ThrottleDelay
                        : options.AsyncRetryDelays[failures - 1];
                await Task.Delay(delay, options.Time, stop.Token);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // The host is stopping.
        }
    }
}
