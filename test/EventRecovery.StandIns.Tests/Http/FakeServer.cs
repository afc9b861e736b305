using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EventRecovery.StandIns.Http;

/// <summary>An HTTP server on a free loopback port that keeps what it was sent and answers what the test says.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<FakeRequest, Task<FakeResponse>> _answer;
    private readonly ConcurrentQueue<FakeRequest> _requests = new();

    private FakeServer(HttpListener listener, int port, Func<FakeRequest, Task<FakeResponse>> answer)
    {
        _listener = listener;
        _answer = answer;
        Authority = $"127.0.0.1:{port}";
        // Not awaited at the end: a listener that is aborted while it begins to wait never completes the wait.
        _ = AcceptAsync();
    }

    public string Authority { get; }

    public string Url => $"http://{Authority}";

    public FakeRequest[] Requests => [.. _requests];

    public static FakeServer Start(params FakeResponse[] answers)
    {
        var next = -1;
        return Start(_ => Task.FromResult(answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]));
    }

    /// <summary>Another process may take the port between finding and binding it, so a few are tried.</summary>
    public static FakeServer Start(Func<FakeRequest, Task<FakeResponse>> answer)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                listener.Start();
                return new FakeServer(listener, port, answer);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                listener.Close();
            }
        }
    }

    public void Dispose() => _listener.Abort();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e)
                when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = await FakeRequest.ReadAsync(context.Request);
        _requests.Enqueue(request);
        var response = await _answer(request);
        try
        {
            await response.WriteAsync(context.Response);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }
}
