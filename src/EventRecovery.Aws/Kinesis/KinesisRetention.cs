using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Kinesis;

/// <summary>Raises the retention of Kinesis streams. A day more than the first is billed by the shard hour, more than seven by the gigabyte.</summary>
public sealed class KinesisRetention(IAmazonKinesis client) : IStreamRetention
{
    public Task ExtendAsync(StreamName stream, TimeSpan to, CancellationToken cancellationToken) =>
        AwsFailures.CallAsync(
            () =>
                client.IncreaseStreamRetentionPeriodAsync(
                    new IncreaseStreamRetentionPeriodRequest
                    {
                        StreamName = stream.Value,
                        RetentionPeriodHours = (int)Math.Ceiling(to.TotalHours),
                    },
                    cancellationToken
                ),
            cancellationToken
        );
}
