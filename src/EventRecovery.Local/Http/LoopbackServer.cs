using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EventRecovery.Local.Http;

/// <summary>
/// An HTTP server on a free port of 127.0.0.1. It starts from an empty builder, so that no settings file or <c>ASPNETCORE_</c> variable
/// of the person who runs it can make it listen elsewhere.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    /// <summary>Above the largest body that any of the emulated services takes, so that the service can refuse it in its own words.</summary>
    private const long MaxBodyBytes = 64 * 1024 * 1024;

    private readonly WebApplication app;

    private LoopbackServer(WebApplication app, Uri url)
    {
        this.app = app;
        Url = url;
    }

    /// <summary><c>http://127.0.0.1:PORT/</c></summary>
    public Uri Url { get; }

    public static async Task<LoopbackServer> StartAsync(RequestDelegate handle, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        // Long polls are open when it stops; those who hold them have been stopped before.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var built = builder.Build();
        built.Run(context => IsLocal(context.Request.Host) ? handle(context) : RefuseAsync(context));
        await built.StartAsync(cancellationToken);
        var addresses = built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new LoopbackServer(built, new Uri(addresses.Addresses.Single()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    // A web page could otherwise reach this server through a name of its own that it points at 127.0.0.1.
    private static bool IsLocal(HostString host) => host.Host is "127.0.0.1" or "localhost";

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
