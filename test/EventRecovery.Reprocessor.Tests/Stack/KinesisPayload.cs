using System.Globalization;
using System.Text.Json.Nodes;

namespace EventRecovery.Reprocessor.Tests.Stack;

/// <summary>What Lambda gives a function, written by hand.</summary>
internal static class KinesisPayload
{
    /// <summary>When the records arrived.</summary>
    public static readonly DateTimeOffset ArrivedAt = new(2026, 11, 22, 8, 0, 1, TimeSpan.Zero);

    /// <summary>Sequence numbers longer than any integer type, as real ones are.</summary>
    public static string Sequence(int number) => $"4966{number.ToString("D52", CultureInfo.InvariantCulture)}";

    /// <summary>Records of one shard, numbered from <paramref name="first"/>.</summary>
    public static string Of(IEnumerable<ErrorRecord> records, int first = 1, string shard = "shardId-000000000000") =>
        Of(records.Select((record, index) => Record(record, first + index, shard)));

    public static string Of(IEnumerable<JsonNode> records) =>
        new JsonObject { ["Records"] = new JsonArray([.. records]) }.ToJsonString();

    public static JsonNode Record(ErrorRecord record, int number, string shard) =>
        new JsonObject
        {
            ["kinesis"] = new JsonObject
            {
                ["kinesisSchemaVersion"] = "1.0",
                ["partitionKey"] = record.Key,
                ["sequenceNumber"] = Sequence(number),
                ["data"] = Convert.ToBase64String(record.Data),
                ["approximateArrivalTimestamp"] = ArrivedAt.ToUnixTimeSeconds(),
            },
            ["eventSource"] = "aws:kinesis",
            ["eventVersion"] = "1.0",
            ["eventID"] = $"{shard}:{Sequence(number)}",
            ["eventName"] = "aws:kinesis:record",
            ["invokeIdentityArn"] = "arn:aws:iam::000000000000:role/test",
            ["awsRegion"] = "us-east-1",
            ["eventSourceARN"] = "arn:aws:kinesis:us-east-1:000000000000:stream/error_events",
        };
}
