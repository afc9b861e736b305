using EventRecovery.Local.Http;
using Microsoft.AspNetCore.Http;

namespace EventRecovery.Local.Lambdas;

/// <summary>
/// Runs real Lambda executables on this machine: serves them the Runtime API, and callers the Invoke API, on one loopback port.
/// Processes start with the first invocation that needs them, serve one invocation at a time, are reused while warm, and end with this
/// host, also when this process is killed.
/// </summary>
public sealed class LambdaHost : IAsyncDisposable
{
    private readonly EnvironmentDirectory directory = new();
    private readonly Dictionary<string, FunctionPool> pools;
    private readonly LaterInvocations later;
    private LoopbackServer? server;
    private int disposed;

    private LambdaHost(IEnumerable<LambdaFunction> functions, LambdaHostOptions options)
    {
        Options = options;
        later = new LaterInvocations(options);
        pools = functions.ToDictionary(
            function => function.Name,
            function => new FunctionPool(function, options, directory)
        );
    }

    /// <summary>Where the Invoke API answers, for <c>aws lambda invoke --endpoint-url</c>: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri Url => server!.Url;

    /// <summary>What the host was started with.</summary>
    public LambdaHostOptions Options { get; }

    /// <summary>The names of the functions.</summary>
    public IReadOnlyCollection<string> Functions => pools.Keys;

    /// <summary>Starts the server. No function runs before it is invoked.</summary>
    /// <param name="functions">Their names must differ.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LambdaHost> StartAsync(
        IEnumerable<LambdaFunction> functions,
        LambdaHostOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var host = new LambdaHost(functions, options ?? new LambdaHostOptions());
        var runtime = new RuntimeApi(host.directory, host.Options);
        var invoke = new InvokeApi(host);
        host.server = await LoopbackServer.StartAsync(
            context => RouteAsync(context, runtime, invoke),
            cancellationToken
        );
        host.directory.Authority = host.Url.Authority;
        return host;
    }

    /// <summary>The ARN of a function, whether it exists or not.</summary>
    public string ArnOf(string name) => Options.Arn(name);

    /// <summary>The processes that a function has now.</summary>
    /// <exception cref="KeyNotFoundException">There is no function of that name.</exception>
    public IReadOnlyList<int> ProcessIdsOf(string name) => pools[name].ProcessIds;

    /// <summary>Invokes a function and waits for its end. The caller's patience is its own affair: an invocation is never withdrawn.</summary>
    /// <param name="name">The function's plain name.</param>
    /// <param name="payload">UTF-8 JSON.</param>
    /// <param name="clientContext">JSON for the function's context; usually null.</param>
    /// <exception cref="KeyNotFoundException">There is no function of that name.</exception>
    /// <exception cref="ObjectDisposedException">The host has stopped.</exception>
    public Task<InvocationResult> InvokeAsync(
        string name,
        ReadOnlyMemory<byte> payload,
        string? clientContext = null
    ) => pools[name].InvokeAsync(payload, clientContext);

    /// <summary>Invokes a function without waiting, with AWS's two retries.</summary>
    /// <exception cref="KeyNotFoundException">There is no function of that name.</exception>
    public void InvokeLater(string name, ReadOnlyMemory<byte> payload) => later.Start(pools[name], payload);

    /// <summary>Kills the functions' processes, then stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        foreach (var pool in pools.Values)
        {
            await pool.DisposeAsync();
        }

        await later.DisposeAsync();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static Task RouteAsync(HttpContext context, RuntimeApi runtime, InvokeApi invoke)
    {
        var path = context.Request.Path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        switch (path)
        {
            case [_, RuntimeApi.Version, ..]:
                return runtime.HandleAsync(context, path);
            case [InvokeApi.Version, "functions", var name, "invocations"]
                when HttpMethods.IsPost(context.Request.Method):
                return invoke.HandleAsync(context, Uri.UnescapeDataString(name));
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                context.Response.Headers["x-amzn-ErrorType"] = "UnknownOperationException";
                return Task.CompletedTask;
        }
    }
}
