using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Streams;

namespace EventRecovery.Local.Stack;

/// <summary>Makes streams where no template does.</summary>
internal static class StreamSetup
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Creates the stream and waits until it can be used. Returns its ARN.</summary>
    public static async Task<string> CreateAsync(
        IAmazonKinesis client,
        StreamName name,
        int shards,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var create = new CreateStreamRequest { StreamName = name.Value, ShardCount = shards };
        await client.CreateStreamAsync(create, cancellationToken);
        var describe = new DescribeStreamSummaryRequest { StreamName = name.Value };
        while (true)
        {
            var summary = (
                await client.DescribeStreamSummaryAsync(describe, cancellationToken)
            ).StreamDescriptionSummary;
            if (summary.StreamStatus == StreamStatus.ACTIVE)
            {
                return summary.StreamARN;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }
}
