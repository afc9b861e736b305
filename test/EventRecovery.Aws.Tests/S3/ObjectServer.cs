using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EventRecovery.Aws.Tests.S3;

/// <summary>
/// As much of S3 as the adapter speaks, on a loopback port: put, get and list of one bucket in path style. Pages of a listing are
/// short, so that going on is tried.
/// </summary>
internal sealed class ObjectServer : IAsyncDisposable
{
    private const int KeysPerPage = 100;

    private readonly ConcurrentDictionary<string, byte[]> objects = new();
    private readonly WebApplication app;

    private ObjectServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public Uri Url =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<ObjectServer> StartAsync()
    {
        var server = new ObjectServer();
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private Task HandleAsync(HttpContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Path.Value!).TrimStart('/');
        var (bucket, key) = path.Split('/', 2) is [var first, var rest] ? (first, rest) : (path, "");
        if (bucket != Cloud.BucketName)
        {
            return FailAsync(context, "NoSuchBucket");
        }

        return (context.Request.Method, key) switch
        {
            ("PUT", _) => PutAsync(context, key),
            ("GET", "") => ListAsync(context),
            ("GET", _) => GetAsync(context, key),
            _ => FailAsync(context, "NotImplemented"),
        };
    }

    private async Task PutAsync(HttpContext context, string key)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        objects[key] = body.ToArray();
        context.Response.Headers.ETag = "\"0\"";
    }

    private Task GetAsync(HttpContext context, string key)
    {
        if (!objects.TryGetValue(key, out var data))
        {
            return FailAsync(context, "NoSuchKey");
        }

        context.Response.ContentLength = data.Length;
        return context.Response.Body.WriteAsync(data, context.RequestAborted).AsTask();
    }

    private Task ListAsync(HttpContext context)
    {
        var prefix = context.Request.Query["prefix"].ToString();
        var after = context.Request.Query["continuation-token"].ToString();
        var keys = objects
            .Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(key => string.CompareOrdinal(key, after) > 0)
            .Order(StringComparer.Ordinal)
            .ToList();
        var page = keys.Take(KeysPerPage).ToList();
        var contents = string.Concat(
            page.Select(key => $"<Contents><Key>{WebUtility.HtmlEncode(key)}</Key></Contents>")
        );
        var next =
            keys.Count > page.Count
                ? $"<IsTruncated>true</IsTruncated><NextContinuationToken>{page[^1]}</NextContinuationToken>"
                : "<IsTruncated>false</IsTruncated>";
        return AnswerAsync(context, $"<ListBucketResult>{contents}{next}</ListBucketResult>");
    }

    private static Task FailAsync(HttpContext context, string code)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return AnswerAsync(context, $"<Error><Code>{code}</Code></Error>");
    }

    private static Task AnswerAsync(HttpContext context, string xml)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(xml, Encoding.UTF8, context.RequestAborted);
    }
}
