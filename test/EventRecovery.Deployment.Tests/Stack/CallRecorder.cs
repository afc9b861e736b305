using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EventRecovery.Deployment.Tests.Templates;
using EventRecovery.Local.Http;
using Microsoft.AspNetCore.Http;

namespace EventRecovery.Deployment.Tests.Stack;

/// <summary>
/// Stands between the functions and the emulators and notes who asks what of whom. Who: the name in the signature. Of whom: the names in
/// the body, whatever its format. Objects stay here, since there is no emulator for S3.
/// </summary>
internal sealed partial class CallRecorder : IAsyncDisposable
{
    private readonly ConcurrentDictionary<AwsCall, int> calls = new();
    private readonly ConcurrentDictionary<string, string> iterators = new();
    private readonly ConcurrentDictionary<string, byte[]> objects = new();
    private readonly HttpClient http = new();
    private LoopbackServer? server;

    public Uri Url => server!.Url;

    /// <summary>Everything asked so far.</summary>
    public IReadOnlyCollection<AwsCall> Calls => [.. calls.Keys];

    /// <summary>Keys of the objects put.</summary>
    public IEnumerable<string> Objects => objects.Keys;

    public Uri Kinesis { get; set; } = null!;

    public Uri DynamoDb { get; set; } = null!;

    public Uri CloudWatch { get; set; } = null!;

    public required IReadOnlyList<string> Streams { get; init; }

    public required string Table { get; init; }

    /// <summary>Puts an object there that nobody asked to be put.</summary>
    public void Add(string key, string text) => objects[key] = Encoding.UTF8.GetBytes(text);

    /// <summary>An object that was put.</summary>
    public string Read(string key) => Encoding.UTF8.GetString(objects[key]);

    public async Task StartAsync(CancellationToken cancellationToken) =>
        server = await LoopbackServer.StartAsync(HandleAsync, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();
        var caller = Caller().Match(context.Request.Headers.Authorization.ToString()).Groups["name"].Value;
        var target = context.Request.Headers["X-Amz-Target"].ToString().Split('.');
        switch (target[0])
        {
            case "Kinesis_20131202":
                var text = Unescaped(body);
                var stream = StreamIn(text);
                Note(caller, $"kinesis:{target[1]}", Arn("kinesis", $"stream/{stream}"));
                await ForwardAsync(context, Kinesis, body, answer => NoteIterators(answer, stream));
                break;
            case "DynamoDB_20120810":
                Encoding.UTF8.GetString(body).ShouldContain($"\"{Table}\"");
                Note(caller, $"dynamodb:{target[1]}", Arn("dynamodb", $"table/{Table}"));
                await ForwardAsync(context, DynamoDb, body);
                break;
            default:
                await HandleOtherAsync(context, caller, body);
                break;
        }
    }

    private async Task HandleOtherAsync(HttpContext context, string caller, byte[] body)
    {
        var path = context.Request.Path.Value!;
        if (path == "/" || path.StartsWith("/service/", StringComparison.Ordinal))
        {
            Note(caller, "cloudwatch:PutMetricData", "*");
            await ForwardAsync(context, CloudWatch, body);
            return;
        }

        var key = path[1..].TrimEnd('/');
        if (HttpMethods.IsPut(context.Request.Method))
        {
            Note(caller, "s3:PutObject", $"arn:aws:s3:::{key}");
            objects[key] = body;
            context.Response.Headers.ETag = "\"0\"";
        }
        else
        {
            Note(
                caller,
                key.Contains('/', StringComparison.Ordinal) ? "s3:GetObject" : "s3:ListBucket",
                $"arn:aws:s3:::{key}"
            );
            await AnswerAsync(context, key);
        }
    }

    private Task AnswerAsync(HttpContext context, string key)
    {
        if (objects.TryGetValue(key, out var data))
        {
            context.Response.ContentLength = data.Length;
            return context.Response.Body.WriteAsync(data, context.RequestAborted).AsTask();
        }

        if (!key.Contains('/', StringComparison.Ordinal))
        {
            return context.Response.WriteAsync(
                Listing($"{key}/", $"{context.Request.Query["prefix"]}"),
                context.RequestAborted
            );
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("<Error><Code>NoSuchKey</Code></Error>", context.RequestAborted);
    }

    private string Listing(string bucket, string prefix)
    {
        var found = objects
            .Keys.Where(key => key.StartsWith(bucket + prefix, StringComparison.Ordinal))
            .Select(key => key[bucket.Length..])
            .Order(StringComparer.Ordinal)
            .Select(key => $"<Contents><Key>{key}</Key></Contents>");
        return $"<ListBucketResult><IsTruncated>false</IsTruncated>{string.Concat(found)}</ListBucketResult>";
    }

    private void Note(string caller, string action, string resource) =>
        calls.AddOrUpdate(new AwsCall(caller, action, resource), 1, (_, times) => times + 1);

    private void NoteIterators(byte[] answer, string stream)
    {
        foreach (Match iterator in Iterator().Matches(Unescaped(answer)))
        {
            iterators[iterator.Value] = stream;
        }
    }

    /// <summary>The stream that a request names, or the one that its iterator is of.</summary>
    private string StreamIn(string body) =>
        Streams.FirstOrDefault(name => body.Contains(name, StringComparison.Ordinal))
        ?? iterators.GetValueOrDefault(Iterator().Match(body).Value)
        ?? "unknown";

    /// <param name="see">Is shown the answer before whoever asked.</param>
    private async Task ForwardAsync(HttpContext context, Uri to, byte[] body, Action<byte[]>? see = null)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(to, context.Request.Path + context.Request.QueryString)
        );
        request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key != "Host"))
        {
            _ =
                request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())
                || request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        using var response = await http.SendAsync(request, context.RequestAborted);
        var answer = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        see?.Invoke(answer);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name != "Transfer-Encoding" && name != "Connection" && name != "Keep-Alive")
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    private static string Unescaped(byte[] body) =>
        Encoding
            .Latin1.GetString(body)
            .Replace(@"\u002B", "+", StringComparison.OrdinalIgnoreCase)
            .Replace(@"\u002F", "/", StringComparison.OrdinalIgnoreCase)
            .Replace(@"\/", "/", StringComparison.Ordinal);

    private static string Arn(string service, string resource) =>
        $"arn:aws:{service}:{Evaluation.Region}:{Evaluation.Account}:{resource}";

    [GeneratedRegex(@"Credential=(?<name>[^/]+)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Caller();

    [GeneratedRegex("AAAA[A-Za-z0-9+/=]{40,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iterator();
}
