using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using EventRecovery.Local.Lambdas;

namespace EventRecovery.Local.Tests.Lambdas;

/// <summary>A Lambda host with the test program as its one function.</summary>
internal sealed class MischiefHost(LambdaHost host, ConcurrentQueue<FunctionLogLine> log) : IAsyncDisposable
{
    public const string Name = "mischief";

    public LambdaHost Host => host;

    public ConcurrentQueue<FunctionLogLine> Log => log;

    public static async Task<MischiefHost> StartAsync(
        Func<LambdaFunction, LambdaFunction>? configure = null,
        CancellationToken token = default
    )
    {
        var log = new ConcurrentQueue<FunctionLogLine>();
        var function = new LambdaFunction(Name, TestProgram.DllPath);
        var options = new LambdaHostOptions
        {
            Log = log.Enqueue,
            AsyncRetryDelays = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)],
        };
        return new MischiefHost(
            await LambdaHost.StartAsync([configure?.Invoke(function) ?? function], options, token),
            log
        );
    }

    public Task<InvocationResult> InvokeAsync(string json) => host.InvokeAsync(Name, Encoding.UTF8.GetBytes(json));

    public async Task<int> PidAsync() => (int)Json(await InvokeAsync("""{"do":"pid"}"""))["pid"]!;

    public static JsonObject Json(InvocationResult result) => JsonNode.Parse(result.Payload.Span)!.AsObject();

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
