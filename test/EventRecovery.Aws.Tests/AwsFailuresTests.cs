using System.Net;
using System.Net.Sockets;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Telemetry;
using Microsoft.AspNetCore.Http;

namespace EventRecovery.Aws.Tests;

/// <summary>What the real DynamoDB client makes of answers, through to what the engine sees.</summary>
public sealed class AwsFailuresTests : IDisposable
{
    private static readonly ItemKey Key = new("pk", "sk");

    private readonly RecoveryMetrics metrics = new();
    private readonly MetricTotals totals;

    public AwsFailuresTests() => totals = new MetricTotals(metrics);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        totals.Dispose();
        metrics.Dispose();
    }

    [Theory]
    [InlineData("ProvisionedThroughputExceededException")]
    [InlineData("ThrottlingException")]
    [InlineData("RequestLimitExceeded")]
    public async Task Throttling_is_transient_and_told_apart(string code)
    {
        await using var stub = await StubService.FailingAsync(400, code);
        using var client = Client(stub.Url);

        var failure = await Should.ThrowAsync<TransientFailureException>(() => Table(client).GetAsync(Key, Token));

        failure.Throttled.ShouldBeTrue();
        totals.Of(MetricNames.Throttles, "DynamoDB").ShouldBe(1);
    }

    [Theory]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task Server_errors_are_transient(int status, string code)
    {
        await using var stub = await StubService.FailingAsync(status, code);
        using var client = Client(stub.Url);

        var failure = await Should.ThrowAsync<TransientFailureException>(() => Table(client).GetAsync(Key, Token));

        failure.Throttled.ShouldBeFalse();
    }

    [Fact]
    public async Task Every_attempt_beyond_the_first_is_counted()
    {
        await using var stub = await StubService.FailingAsync(500, "InternalServerError");
        using var client = Client(stub.Url, retries: 2);

        await Should.ThrowAsync<TransientFailureException>(() => Table(client).GetAsync(Key, Token));

        stub.Requests.ShouldBe(3);
        totals.Of(MetricNames.Retries, "DynamoDB").ShouldBe(2);
        totals.Of(MetricNames.DynamoDbCalls, "GetItem").ShouldBe(1);
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("ValidationException")]
    [InlineData("ResourceNotFoundException")]
    [InlineData("ExpiredTokenException")]
    public async Task A_refusal_stays_what_it_is(string code)
    {
        await using var stub = await StubService.FailingAsync(400, code);
        using var client = Client(stub.Url);

        var failure = await Should.ThrowAsync<AmazonServiceException>(() => Table(client).GetAsync(Key, Token));

        failure.ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_failed_condition_is_a_value()
    {
        await using var stub = await StubService.FailingAsync(400, "ConditionalCheckFailedException");
        using var client = Client(stub.Url);

        (await Table(client).PutAsync(Key, [], ItemUpdate.IfAbsent, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_that_breaks_is_transient()
    {
        await using var stub = await StubService.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var client = Client(stub.Url);

        await Should.ThrowAsync<TransientFailureException>(() => Table(client).GetAsync(Key, Token));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_transient()
    {
        await using var stub = await StubService.StartAsync(async context =>
        {
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("""{"Item":{"pk":{"S":"p""");
            context.Abort();
        });
        using var client = Client(stub.Url);

        await Should.ThrowAsync<TransientFailureException>(() => Table(client).GetAsync(Key, Token));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_transient()
    {
        using var client = Client($"http://127.0.0.1:{ClosedPort()}");

        await Should.ThrowAsync<TransientFailureException>(() => Table(client).GetAsync(Key, Token));
    }

    [Fact]
    public async Task Silence_is_transient_once_the_timeout_is_over()
    {
        await using var stub = await StubService.StartAsync(SilentAsync);
        using var client = Client(stub.Url, timeout: TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<TransientFailureException>(() => Table(client).GetAsync(Key, Token));
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_not()
    {
        await using var stub = await StubService.StartAsync(SilentAsync);
        using var client = Client(stub.Url);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = Table(client).GetAsync(Key, caller.Token);
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    private static async Task SilentAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private RecoveryTable Table(AmazonDynamoDBClient client) => new(client, "event-recovery", metrics);

    private AmazonDynamoDBClient Client(string url, int retries = 0, TimeSpan? timeout = null) =>
        new(
            new BasicAWSCredentials("local", "local"),
            new AmazonDynamoDBConfig
            {
                ServiceURL = url,
                MaxErrorRetry = retries,
                HttpClientFactory = new AwsHttpClients("DynamoDB", timeout ?? TimeSpan.FromSeconds(30), metrics),
            }
        );
}
