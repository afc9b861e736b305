using System.IO.Compression;
using EventRecovery.Local.Http;
using Microsoft.AspNetCore.Http;

namespace EventRecovery.Local.Metrics;

/// <summary>
/// Stands where CloudWatch would: takes PutMetricData in each of its protocols, plain or gzipped, and shows the totals to Prometheus under
/// <c>/metrics</c>. On a free loopback port.
/// </summary>
public sealed class MetricsServer : IAsyncDisposable
{
    /// <summary>CloudWatch's limit of one request.</summary>
    private const int MaxBodyBytes = 1024 * 1024;

    private readonly TimeProvider time;
    private LoopbackServer? server;

    private MetricsServer(TimeProvider time) => this.time = time;

    /// <summary>Where it answers: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri Url => server!.Url;

    /// <summary>All that was reported.</summary>
    public MetricStore Metrics { get; } = new();

    /// <param name="time">Null: the system's clock. It decides which timestamps are too old.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<MetricsServer> StartAsync(
        TimeProvider? time = null,
        CancellationToken cancellationToken = default
    )
    {
        var metrics = new MetricsServer(time ?? TimeProvider.System);
        metrics.server = await LoopbackServer.StartAsync(metrics.HandleAsync, cancellationToken);
        return metrics;
    }

    /// <summary>Stops the server. The totals stay readable.</summary>
    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task HandleAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return TakeAsync(context);
        }

        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path == "/metrics")
        {
            context.Response.ContentType = PrometheusText.ContentType;
            return context.Response.WriteAsync(PrometheusText.Write(Metrics.Snapshot()), context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task TakeAsync(HttpContext context)
    {
        var protocol = MetricProtocol.Of(context.Request);
        byte[] answer;
        try
        {
            await AddAsync(context.Request, protocol);
            answer = protocol.Success();
        }
        catch (Exception failure) when (failure is MetricRefusedException or FormatException or InvalidDataException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = protocol.Failure(
                failure as MetricRefusedException
                    ?? new MetricRefusedException("SerializationException", failure.Message)
            );
        }

        context.Response.ContentType = protocol.ContentType;
        context.Response.ContentLength = answer.Length;
        if (protocol.ContentType == "application/cbor")
        {
            context.Response.Headers["smithy-protocol"] = "rpc-v2-cbor";
        }

        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    private async Task AddAsync(HttpRequest request, MetricProtocol protocol)
    {
        if (request.Headers.ContentEncoding == "gzip")
        {
            request.Body = new GZipStream(request.Body, CompressionMode.Decompress);
        }

        var body =
            await request.ReadBodyAsync(MaxBodyBytes)
            ?? throw new MetricRefusedException(
                "RequestEntityTooLarge",
                $"A request has at most {MaxBodyBytes} bytes."
            );
        var reported = MetricRequest.Read(protocol.Parse(request, body), time.GetUtcNow());
        if (!Metrics.TryAdd(reported))
        {
            throw MetricRefusedException.Invalid(
                $"There are more than {MetricStore.MaxSeries} metrics: is an id among the dimensions?"
            );
        }
    }
}
