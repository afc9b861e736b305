using Amazon.DynamoDBv2;
using Amazon.Kinesis;
using Amazon.Runtime;
using EventRecovery.Local.Emulators;

namespace EventRecovery.Local.Stack;

/// <summary>Clients of the emulators. Whatever the environment says of AWS, they cannot reach it.</summary>
internal static class LocalClients
{
    // Not a secret: the emulators take any.
    private static readonly BasicAWSCredentials Credentials = new("local", "local");

    public static AmazonKinesisClient Kinesis(Uri url) =>
        new(Credentials, new AmazonKinesisConfig { ServiceURL = $"{url}", AuthenticationRegion = EmulatorKind.Region });

    public static AmazonDynamoDBClient DynamoDb(Uri url) =>
        new(
            Credentials,
            new AmazonDynamoDBConfig { ServiceURL = $"{url}", AuthenticationRegion = EmulatorKind.Region }
        );
}
