using Amazon.Kinesis.Model;

namespace Amazon.Kinesis.Protocol;

/// <summary>The operations, each by its name on the wire.</summary>
internal static class KinesisOperations
{
    public static readonly JsonOperation<CreateStreamRequest, CreateStreamResponse> CreateStream = new(
        nameof(CreateStream),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("ShardCount", request.ShardCount);
            json.Member("StreamModeDetails", request.StreamModeDetails, ModelJson.Write);
            json.Member("Tags", request.Tags);
        }
    );

    public static readonly JsonOperation<DeleteStreamRequest, DeleteStreamResponse> DeleteStream = new(
        nameof(DeleteStream),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
            json.Member("EnforceConsumerDeletion", request.EnforceConsumerDeletion);
        }
    );

    public static readonly JsonOperation<
        DescribeStreamSummaryRequest,
        DescribeStreamSummaryResponse
    > DescribeStreamSummary = new(
        nameof(DescribeStreamSummary),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
        },
        json => new DescribeStreamSummaryResponse
        {
            StreamDescriptionSummary = json.Object("StreamDescriptionSummary", ModelJson.StreamDescriptionSummary),
        }
    );

    public static readonly JsonOperation<GetRecordsRequest, GetRecordsResponse> GetRecords = new(
        nameof(GetRecords),
        (json, request) =>
        {
            json.Member("ShardIterator", request.ShardIterator);
            json.Member("Limit", request.Limit);
            json.Member("StreamARN", request.StreamARN);
        },
        json => new GetRecordsResponse
        {
            Records = json.List("Records", ModelJson.Record),
            NextShardIterator = json.String("NextShardIterator"),
            MillisBehindLatest = json.Int64("MillisBehindLatest"),
            ChildShards = json.List("ChildShards", ModelJson.ChildShard),
        }
    );

    public static readonly JsonOperation<GetShardIteratorRequest, GetShardIteratorResponse> GetShardIterator = new(
        nameof(GetShardIterator),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
            json.Member("ShardId", request.ShardId);
            json.Member("ShardIteratorType", request.ShardIteratorType);
            json.Member("StartingSequenceNumber", request.StartingSequenceNumber);
            json.Member("Timestamp", request.Timestamp);
        },
        json => new GetShardIteratorResponse { ShardIterator = json.String("ShardIterator") }
    );

    public static readonly JsonOperation<
        IncreaseStreamRetentionPeriodRequest,
        IncreaseStreamRetentionPeriodResponse
    > IncreaseStreamRetentionPeriod = new(
        nameof(IncreaseStreamRetentionPeriod),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
            json.Member("RetentionPeriodHours", request.RetentionPeriodHours);
        }
    );

    public static readonly JsonOperation<ListShardsRequest, ListShardsResponse> ListShards = new(
        nameof(ListShards),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
            json.Member("NextToken", request.NextToken);
            json.Member("ExclusiveStartShardId", request.ExclusiveStartShardId);
            json.Member("MaxResults", request.MaxResults);
            json.Member("StreamCreationTimestamp", request.StreamCreationTimestamp);
            json.Member("ShardFilter", request.ShardFilter, ModelJson.Write);
        },
        json => new ListShardsResponse
        {
            Shards = json.List("Shards", ModelJson.Shard),
            NextToken = json.String("NextToken"),
        }
    );

    public static readonly JsonOperation<MergeShardsRequest, MergeShardsResponse> MergeShards = new(
        nameof(MergeShards),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
            json.Member("ShardToMerge", request.ShardToMerge);
            json.Member("AdjacentShardToMerge", request.AdjacentShardToMerge);
        }
    );

    public static readonly JsonOperation<PutRecordRequest, PutRecordResponse> PutRecord = new(
        nameof(PutRecord),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
            json.Member("Data", request.Data);
            json.Member("PartitionKey", request.PartitionKey);
            json.Member("ExplicitHashKey", request.ExplicitHashKey);
            json.Member("SequenceNumberForOrdering", request.SequenceNumberForOrdering);
        },
        json => new PutRecordResponse
        {
            ShardId = json.String("ShardId"),
            SequenceNumber = json.String("SequenceNumber"),
            EncryptionType = json.String("EncryptionType"),
        }
    );

    public static readonly JsonOperation<PutRecordsRequest, PutRecordsResponse> PutRecords = new(
        nameof(PutRecords),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
            json.Member("Records", request.Records, ModelJson.Write);
        },
        json => new PutRecordsResponse
        {
            FailedRecordCount = json.Int32("FailedRecordCount"),
            Records = json.List("Records", ModelJson.PutRecordsResultEntry),
            EncryptionType = json.String("EncryptionType"),
        }
    );

    public static readonly JsonOperation<SplitShardRequest, SplitShardResponse> SplitShard = new(
        nameof(SplitShard),
        (json, request) =>
        {
            json.Member("StreamName", request.StreamName);
            json.Member("StreamARN", request.StreamARN);
            json.Member("ShardToSplit", request.ShardToSplit);
            json.Member("NewStartingHashKey", request.NewStartingHashKey);
        }
    );
}
