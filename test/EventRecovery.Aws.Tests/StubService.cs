using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EventRecovery.Aws.Tests;

/// <summary>A service on a loopback port that answers as the test says.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly WebApplication app;
    private int requests;

    private StubService(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(context =>
        {
            Interlocked.Increment(ref requests);
            return answer(context);
        });
    }

    /// <summary>Requests that arrived, repeated ones included.</summary>
    public int Requests => Volatile.Read(ref requests);

    public string Url =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<StubService> StartAsync(RequestDelegate answer)
    {
        var stub = new StubService(answer);
        await stub.app.StartAsync();
        return stub;
    }

    /// <summary>Answers every request with an error of the AWS JSON protocol.</summary>
    public static Task<StubService> FailingAsync(int status, string code) =>
        StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/x-amz-json-1.0";
            return context.Response.WriteAsync($$"""{"__type":"x#{{code}}","message":"as told"}""");
        });

    public async ValueTask DisposeAsync()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(bound.Token);
        await app.DisposeAsync();
    }
}
