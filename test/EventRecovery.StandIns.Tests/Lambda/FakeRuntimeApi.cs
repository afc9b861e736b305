using System.Threading.Channels;
using EventRecovery.StandIns.Http;

namespace EventRecovery.StandIns.Lambda;

/// <summary>A Lambda Runtime API that hands out what the test queues and shows what came back.</summary>
internal sealed class FakeRuntimeApi : IDisposable
{
    private readonly Channel<FakeResponse> _invocations = Channel.CreateUnbounded<FakeResponse>();
    private readonly Channel<FakeRequest> _posts = Channel.CreateUnbounded<FakeRequest>();
    private readonly FakeServer _server;

    public FakeRuntimeApi() => _server = FakeServer.Start(AnswerAsync);

    public string Authority => _server.Authority;

    public FakeRequest[] Requests => _server.Requests;

    public void Invoke(string requestId, string payload, params (string Name, string Value)[] headers)
    {
        var response = new FakeResponse(200, payload, "application/json")
        {
            Headers = { ["Lambda-Runtime-Aws-Request-Id"] = requestId },
        };
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        _invocations.Writer.TryWrite(response);
    }

    /// <summary>The next answer or error that the function sends.</summary>
    public async Task<FakeRequest> PostedAsync(CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        return await _posts.Reader.ReadAsync(bound.Token);
    }

    public void Dispose() => _server.Dispose();

    private async Task<FakeResponse> AnswerAsync(FakeRequest request)
    {
        if (request.Method == "GET")
        {
            return await _invocations.Reader.ReadAsync();
        }

        _posts.Writer.TryWrite(request);
        return new FakeResponse(202, """{"status":"OK"}""", "application/json");
    }
}
