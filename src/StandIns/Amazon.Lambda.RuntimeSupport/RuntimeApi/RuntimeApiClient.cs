using System.Net.Http.Headers;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Logging;

namespace Amazon.Lambda.RuntimeSupport.RuntimeApi;

/// <summary>The four calls of the Lambda Runtime API, version 2018-06-01.</summary>
/// <param name="endpoint">"host:port" with an optional path.</param>
internal sealed class RuntimeApiClient(HttpClient http, string endpoint, ConsoleLog log, ILambdaSerializer serializer)
{
    private readonly string _runtime = $"http://{endpoint?.TrimEnd('/')}/2018-06-01/runtime";
    private readonly FunctionEnvironment _function = FunctionEnvironment.Read();

    public async Task<InvocationRequest> NextInvocationAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(
            $"{_runtime}/invocation/next",
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var context = new InvocationContext(_function, InvocationHeaders.Read(response), log, serializer);
        log.Begin(context.AwsRequestId, context.TraceId);
        // AWSSDK.Core sends it along with every call, so that Lambda recognises endless loops.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", context.TraceId);
        return new InvocationRequest(new MemoryStream(body), context);
    }

    public Task SendResponseAsync(string requestId, Stream output)
    {
        HttpContent content = output is null ? new ByteArrayContent([]) : new StreamContent(output);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return PostAsync($"invocation/{requestId}/response", content, errorType: null);
    }

    public Task ReportInvocationErrorAsync(string requestId, Exception exception) =>
        ReportAsync($"invocation/{requestId}/error", exception);

    public Task ReportInitializationErrorAsync(Exception exception) => ReportAsync("init/error", exception);

    private Task ReportAsync(string path, Exception exception)
    {
        var content = new ByteArrayContent(ErrorJson.Of(exception));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json");
        return PostAsync(path, content, ErrorJson.TypeOf(exception));
    }

    /// <summary>Not cancellable: a result that exists is worth sending even when the loop is told to stop.</summary>
    private async Task PostAsync(string path, HttpContent content, string errorType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_runtime}/{path}") { Content = content };
        if (errorType is not null)
        {
            request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
