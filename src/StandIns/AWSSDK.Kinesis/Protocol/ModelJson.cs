using System.Text.Json;
using Amazon.Kinesis.Model;

namespace Amazon.Kinesis.Protocol;

/// <summary>The shapes that several operations share.</summary>
internal static class ModelJson
{
    public static void Write(Utf8JsonWriter json, StreamModeDetails details) =>
        json.Member("StreamMode", details.StreamMode);

    public static void Write(Utf8JsonWriter json, ShardFilter filter)
    {
        json.Member("Type", filter.Type);
        json.Member("ShardId", filter.ShardId);
        json.Member("Timestamp", filter.Timestamp);
    }

    public static void Write(Utf8JsonWriter json, PutRecordsRequestEntry entry)
    {
        json.Member("Data", entry.Data);
        json.Member("PartitionKey", entry.PartitionKey);
        json.Member("ExplicitHashKey", entry.ExplicitHashKey);
    }

    public static PutRecordsResultEntry PutRecordsResultEntry(JsonElement json) =>
        new()
        {
            SequenceNumber = json.String("SequenceNumber"),
            ShardId = json.String("ShardId"),
            ErrorCode = json.String("ErrorCode"),
            ErrorMessage = json.String("ErrorMessage"),
        };

    public static Record Record(JsonElement json) =>
        new()
        {
            SequenceNumber = json.String("SequenceNumber"),
            ApproximateArrivalTimestamp = json.Time("ApproximateArrivalTimestamp"),
            Data = json.Bytes("Data"),
            PartitionKey = json.String("PartitionKey"),
            EncryptionType = json.String("EncryptionType"),
        };

    public static ChildShard ChildShard(JsonElement json) =>
        new()
        {
            ShardId = json.String("ShardId"),
            ParentShards = json.List("ParentShards", parent => parent.GetString()),
            HashKeyRange = json.Object("HashKeyRange", HashKeyRange),
        };

    public static Shard Shard(JsonElement json) =>
        new()
        {
            ShardId = json.String("ShardId"),
            ParentShardId = json.String("ParentShardId"),
            AdjacentParentShardId = json.String("AdjacentParentShardId"),
            HashKeyRange = json.Object("HashKeyRange", HashKeyRange),
            SequenceNumberRange = json.Object("SequenceNumberRange", SequenceNumberRange),
        };

    public static StreamDescriptionSummary StreamDescriptionSummary(JsonElement json) =>
        new()
        {
            StreamName = json.String("StreamName"),
            StreamARN = json.String("StreamARN"),
            StreamStatus = json.String("StreamStatus"),
            StreamModeDetails = json.Object("StreamModeDetails", StreamModeDetails),
            StreamCreationTimestamp = json.Time("StreamCreationTimestamp"),
            RetentionPeriodHours = json.Int32("RetentionPeriodHours"),
            OpenShardCount = json.Int32("OpenShardCount"),
            ConsumerCount = json.Int32("ConsumerCount"),
            EncryptionType = json.String("EncryptionType"),
            KeyId = json.String("KeyId"),
        };

    private static StreamModeDetails StreamModeDetails(JsonElement json) =>
        new() { StreamMode = json.String("StreamMode") };

    private static HashKeyRange HashKeyRange(JsonElement json) =>
        new() { StartingHashKey = json.String("StartingHashKey"), EndingHashKey = json.String("EndingHashKey") };

    private static SequenceNumberRange SequenceNumberRange(JsonElement json) =>
        new()
        {
            StartingSequenceNumber = json.String("StartingSequenceNumber"),
            EndingSequenceNumber = json.String("EndingSequenceNumber"),
        };
}
