using Amazon.DynamoDBv2;
using Amazon.Kinesis;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Metrics;
using EventRecovery.Local.Stack;
using EventRecovery.Replayer.Tests.Stack;

[assembly: AssemblyFixture(typeof(Emulators))]

namespace EventRecovery.Replayer.Tests.Stack;

/// <summary>
/// The services that all tests share: each test has streams and a table of its own on them. Kinesis' clock is behind, so the window of
/// what a test has just put is long over, slack and all.
/// </summary>
public sealed class Emulators : IAsyncLifetime
{
    public static readonly TimeSpan ClockLag = TimeSpan.FromMinutes(10);

    private EmulatorPair? pair;
    private MetricsServer? metrics;

    internal IAmazonKinesis Kinesis { get; private set; } = null!;

    internal IAmazonDynamoDB DynamoDb { get; private set; } = null!;

    internal Dictionary<string, string> Endpoints =>
        new()
        {
            ["AWS_ENDPOINT_URL_KINESIS"] = $"{pair!.KinesisUrl}",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = $"{pair.DynamoDbUrl}",
            ["AWS_ENDPOINT_URL_CLOUDWATCH"] = $"{metrics!.Url}",
        };

    /// <summary>The time in the emulated Kinesis.</summary>
    internal static DateTimeOffset Now => TimeProvider.System.GetUtcNow() - ClockLag;

    public async ValueTask InitializeAsync()
    {
        pair = await EmulatorPair.StartAsync(new EmulatorOptions { ClockLag = ClockLag });
        metrics = await MetricsServer.StartAsync(TimeProvider.System, CancellationToken.None);
        Kinesis = LocalClients.Kinesis(pair.KinesisUrl);
        DynamoDb = LocalClients.DynamoDb(pair.DynamoDbUrl);
    }

    public async ValueTask DisposeAsync()
    {
        Kinesis?.Dispose();
        DynamoDb?.Dispose();
        if (metrics is not null)
        {
            await metrics.DisposeAsync();
        }

        if (pair is not null)
        {
            await pair.DisposeAsync();
        }
    }
}
