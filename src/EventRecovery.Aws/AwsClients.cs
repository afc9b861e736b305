using Amazon.CloudWatch;
using Amazon.DynamoDBv2;
using Amazon.Kinesis;
using Amazon.Runtime;
using Amazon.S3;
using EventRecovery.Telemetry;

namespace EventRecovery.Aws;

/// <summary>
/// The clients of AWS, made when first used and shared from then on. Region, credentials and endpoints come from the standard
/// places: the environment (<c>AWS_REGION</c>, <c>AWS_ENDPOINT_URL</c>, <c>AWS_ENDPOINT_URL_DYNAMODB</c>, …), the profile, the role.
/// </summary>
/// <remarks>
/// Timeouts and retries are short on purpose. The engine tries again by itself while there is time, and stops a margin of at most
/// 10 seconds before its deadline: a call that began just before must end within it, retries included.
/// </remarks>
/// <param name="metrics">Counts retries; null counts nothing.</param>
public sealed class AwsClients(RecoveryMetrics? metrics = null) : IDisposable
{
    private readonly Lazy<AmazonDynamoDBClient> dynamoDb = new(() =>
        new AmazonDynamoDBClient(Configure(new AmazonDynamoDBConfig(), "DynamoDB", 2, TimeSpan.FromSeconds(3), metrics))
    );

    // A repeated PutRecords that timed out may double its records: the protocol allows that, and it should stay rare.
    private readonly Lazy<AmazonKinesisClient> kinesis = new(() =>
        new AmazonKinesisClient(Configure(new AmazonKinesisConfig(), "Kinesis", 1, TimeSpan.FromSeconds(5), metrics))
    );

    private readonly Lazy<AmazonS3Client> s3 = new(() =>
        new AmazonS3Client(
            Configure(
                // A host of one's own has no names below it for buckets.
                new AmazonS3Config { ForcePathStyle = HasOwnEndpoint("S3") },
                "S3",
                2,
                TimeSpan.FromSeconds(30),
                metrics
            )
        )
    );

    private readonly Lazy<AmazonCloudWatchClient> cloudWatch = new(() =>
        new AmazonCloudWatchClient(
            Configure(new AmazonCloudWatchConfig(), "CloudWatch", 1, TimeSpan.FromSeconds(2), metrics)
        )
    );

    public IAmazonDynamoDB DynamoDb => dynamoDb.Value;

    public IAmazonKinesis Kinesis => kinesis.Value;

    public IAmazonS3 S3 => s3.Value;

    public IAmazonCloudWatch CloudWatch => cloudWatch.Value;

    public void Dispose()
    {
        DisposeOf(dynamoDb);
        DisposeOf(kinesis);
        DisposeOf(s3);
        DisposeOf(cloudWatch);
    }

    private static T Configure<T>(T config, string service, int retries, TimeSpan timeout, RecoveryMetrics? metrics)
        where T : ClientConfig
    {
        config.MaxErrorRetry = retries;
        config.Timeout = timeout;
        config.HttpClientFactory = new AwsHttpClients(service, timeout, metrics);
        return config;
    }

    private static bool HasOwnEndpoint(string service) =>
        Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 }
        || Environment.GetEnvironmentVariable($"AWS_ENDPOINT_URL_{service}") is { Length: > 0 };

    private static void DisposeOf<T>(Lazy<T> client)
        where T : IDisposable
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }
}
