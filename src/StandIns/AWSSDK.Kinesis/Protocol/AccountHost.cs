using Amazon.Kinesis.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.Kinesis.Protocol;

/// <summary>A request that names its stream by ARN goes to the host of that account: 123456789012.data-kinesis.eu-west-1.amazonaws.com.</summary>
internal static class AccountHost
{
    /// <returns>The host's first labels; null where the request names no ARN.</returns>
    public static string Label(IRequestContext context)
    {
        var (arn, kind) = context.OriginalRequest switch
        {
            DeleteStreamRequest request => (request.StreamARN, "control"),
            DescribeStreamSummaryRequest request => (request.StreamARN, "control"),
            IncreaseStreamRetentionPeriodRequest request => (request.StreamARN, "control"),
            ListShardsRequest request => (request.StreamARN, "control"),
            MergeShardsRequest request => (request.StreamARN, "control"),
            SplitShardRequest request => (request.StreamARN, "control"),
            GetRecordsRequest request => (request.StreamARN, "data"),
            GetShardIteratorRequest request => (request.StreamARN, "data"),
            PutRecordRequest request => (request.StreamARN, "data"),
            PutRecordsRequest request => (request.StreamARN, "data"),
            _ => default,
        };
        if (string.IsNullOrEmpty(arn))
        {
            return null;
        }

        var parsed = Fn.ParseArn(arn) ?? throw new AmazonClientException("Invalid ARN: Failed to parse ARN.");
        if (parsed.service != "kinesis" || parsed.resourceId is not ["stream", ..])
        {
            throw new AmazonClientException($"Invalid ARN: {arn} is not the ARN of a Kinesis stream.");
        }

        return $"{parsed.accountId}.{kind}-kinesis";
    }
}
