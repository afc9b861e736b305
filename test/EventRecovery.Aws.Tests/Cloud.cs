using EventRecovery.Aws;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Tests;
using EventRecovery.Aws.Tests.S3;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Metrics;
using EventRecovery.Telemetry;

[assembly: AssemblyFixture(typeof(Cloud))]

namespace EventRecovery.Aws.Tests;

/// <summary>
/// What AWS is to these tests: emulators on this machine, found the way an operator would point at them, by environment variables
/// alone. One for all tests of the assembly, which keep apart by names and keys.
/// </summary>
public sealed class Cloud : IAsyncLifetime
{
    public const string TableName = "event-recovery";
    public const string BucketName = "event-recovery-objects";

    private EmulatorPair? emulators;
    private MetricsServer? cloudWatch;
    private ObjectServer? s3;

    public AwsClients Clients { get; } = new();

    public MetricStore CloudWatch => cloudWatch!.Metrics;

    public Uri DynamoDbUrl => emulators!.DynamoDbUrl;

    /// <summary>The table, with its calls counted in <paramref name="metrics"/>.</summary>
    public RecoveryTable Table(RecoveryMetrics? metrics = null) =>
        new(Clients.DynamoDb, TableName, metrics ?? new RecoveryMetrics());

    public async ValueTask InitializeAsync()
    {
        emulators = await EmulatorPair.StartAsync();
        cloudWatch = await MetricsServer.StartAsync();
        s3 = await ObjectServer.StartAsync();
        Set("AWS_REGION", "eu-central-1");
        Set("AWS_ACCESS_KEY_ID", "local");
        Set("AWS_SECRET_ACCESS_KEY", "local");
        Set("AWS_ENDPOINT_URL", emulators.KinesisUrl.ToString());
        Set("AWS_ENDPOINT_URL_DYNAMODB", emulators.DynamoDbUrl.ToString());
        Set("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.Url.ToString());
        Set("AWS_ENDPOINT_URL_S3", s3.Url.ToString());
        await RecoveryTableSetup.EnsureAsync(Clients.DynamoDb, TableName, TimeProvider.System, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await (emulators?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (cloudWatch?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (s3?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static void Set(string variable, string value) => Environment.SetEnvironmentVariable(variable, value);
}
