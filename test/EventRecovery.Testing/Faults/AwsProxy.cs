using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace EventRecovery.Testing.Faults;

/// <summary>
/// A wire between a function and an emulator that can be cut at a chosen request: half-way through it, or after the emulator has carried
/// it out and before the function hears of that.
/// </summary>
public sealed class AwsProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Task> connections = [];
    private readonly Task accepting;

    public AwsProxy()
    {
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Where the wire leads. To be set before the first request.</summary>
    public Uri? Emulator { get; set; }

    /// <summary>Asked for every request, by the name of its operation, from any thread. Default: all pass.</summary>
    public Func<string, Fate> Decide { get; set; } = _ => Fate.Pass;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
    }

    private async Task ServeAsync(TcpClient function)
    {
        using var near = function;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, Emulator!.Port, stop.Token);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var wire = new Wire(near.GetStream(), far.GetStream());
        var answers = wire.RelayAnswersAsync(ended.Token);
        await wire.RelayRequestsAsync(operation => Decide(operation), answers, ended.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended.CancelAsync();
        await answers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A reset, as a broken network or a dead emulator gives, and no polite end.
        near.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    /// <summary>One connection. Its requests come one after the other, as HTTP/1.1 clients send them.</summary>
    private sealed class Wire(NetworkStream near, NetworkStream far)
    {
        private volatile bool losing;

        /// <summary>Ends with the connection, or, when an answer is to be lost, with that answer's first bytes.</summary>
        public async Task RelayAnswersAsync(CancellationToken token)
        {
            var buffer = new byte[64 * 1024];
            while (await far.ReadAsync(buffer, token) is > 0 and var count && !losing)
            {
                await near.WriteAsync(buffer.AsMemory(0, count), token);
            }
        }

        public async Task RelayRequestsAsync(Func<string, Fate> decide, Task answers, CancellationToken token)
        {
            var requests = PipeReader.Create(near);
            while (await ReadAsync(requests, token) is { } request)
            {
                var fate = decide(request.Operation);
                losing = fate == Fate.LoseAnswer;
                var length = fate switch
                {
                    Fate.LoseRequest => 0,
                    Fate.BreakRequest => request.Bytes.Length / 2,
                    _ => request.Bytes.Length,
                };
                await far.WriteAsync(request.Bytes.AsMemory(0, length), token);
                if (fate != Fate.Pass)
                {
                    await (losing ? answers : Task.CompletedTask);
                    return;
                }
            }
        }

        private static async Task<AwsRequest?> ReadAsync(PipeReader reader, CancellationToken token)
        {
            while (true)
            {
                var result = await reader.ReadAsync(token);
                if (AwsRequest.TryRead(result.Buffer.ToArray()) is { } request)
                {
                    reader.AdvanceTo(result.Buffer.GetPosition(request.Bytes.Length));
                    return request;
                }

                if (result.IsCompleted)
                {
                    return null;
                }

                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
    }
}
