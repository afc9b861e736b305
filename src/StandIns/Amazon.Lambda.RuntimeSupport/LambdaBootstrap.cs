using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Logging;
using Amazon.Lambda.RuntimeSupport.RuntimeApi;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// The loop of an executable function: take an invocation from the Runtime API, call the handler, report what came of it.
/// Constructing one replaces <see cref="Console.Out"/> and <see cref="Console.Error"/> for the whole process, for good.
/// </summary>
public class LambdaBootstrap : IDisposable
{
    private readonly HttpClient _http = ConstructHttpClient();
    private readonly LambdaBootstrapHandler _handler;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly RuntimeApiClient _runtime;

    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(handlerWrapper, null, initializer) { }

    public LambdaBootstrap(
        HandlerWrapper handlerWrapper,
        LambdaBootstrapOptions lambdaBootstrapOptions,
        LambdaBootstrapInitializer initializer = null
    )
    {
        ArgumentNullException.ThrowIfNull(handlerWrapper);
        _handler = handlerWrapper.Handler;
        _initializer = initializer;
        // A frozen environment may thaw a long time after it asked for the next invocation.
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _runtime = new RuntimeApiClient(
            _http,
            lambdaBootstrapOptions?.RuntimeApiEndpoint ?? Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API"),
            ConsoleLog.Install(),
            handlerWrapper.Serializer
        );
    }

    /// <summary>Runs until <paramref name="cancellationToken"/> is cancelled, and then returns normally.</summary>
    /// <exception cref="HttpRequestException">The Runtime API is gone or refuses the answer; the process should end.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_initializer is not null && !await InitializeAsync())
        {
            return;
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await InvokeOnceAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public static HttpClient ConstructHttpClient()
    {
        var client = new HttpClient(new SocketsHttpHandler());
        client.DefaultRequestHeaders.Add(
            "User-Agent",
            $"aws-lambda-dotnet/{Environment.Version}-{typeof(LambdaBootstrap).Assembly.GetName().Version}"
        );
        return client;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _http.Dispose();
        }
    }

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return await _initializer();
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(exception);
            await _runtime.ReportInitializationErrorAsync(exception);
            throw;
        }
    }

    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        using var invocation = await _runtime.NextInvocationAsync(cancellationToken);
        var requestId = invocation.LambdaContext.AwsRequestId;
        InvocationResponse response;
        try
        {
            response = await _handler(invocation);
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(exception);
            await _runtime.ReportInvocationErrorAsync(requestId, exception);
            return;
        }

        try
        {
            await _runtime.SendResponseAsync(requestId, response?.OutputStream);
        }
        finally
        {
            if (response is { DisposeOutputStream: true })
            {
                await response.OutputStream.DisposeAsync();
            }
        }
    }
}
