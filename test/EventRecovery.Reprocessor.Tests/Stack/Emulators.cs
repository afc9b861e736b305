using Amazon.DynamoDBv2;
using EventRecovery.Aws;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Local.Emulators;
using EventRecovery.Reprocessor.Tests.Stack;

[assembly: AssemblyFixture(typeof(Emulators))]

namespace EventRecovery.Reprocessor.Tests.Stack;

/// <summary>
/// The emulators for what runs in the tests' own process, found as a function finds AWS: by the environment. One pair for the assembly;
/// who needs a table makes one.
/// </summary>
public sealed class Emulators : IAsyncLifetime
{
    private readonly AwsClients clients = new();
    private EmulatorPair? pair;

    public IAmazonDynamoDB DynamoDb => clients.DynamoDb;

    public Task CreateTableAsync(string name) =>
        RecoveryTableSetup.EnsureAsync(DynamoDb, name, TimeProvider.System, CancellationToken.None);

    public async ValueTask InitializeAsync()
    {
        pair = await EmulatorPair.StartAsync();
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        // For the services that are not used here too: no test may reach AWS.
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", $"{pair.DynamoDbUrl}");
    }

    public async ValueTask DisposeAsync()
    {
        clients.Dispose();
        await (pair?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
