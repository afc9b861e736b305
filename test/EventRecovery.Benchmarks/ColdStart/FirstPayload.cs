using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EventRecovery.Benchmarks.ColdStart;

/// <summary>What a function is first invoked with.</summary>
internal static class FirstPayload
{
    private static int count;

    public static byte[] Empty { get; } = """{"Records":[]}"""u8.ToArray();

    public static int Next() => Interlocked.Increment(ref count);

    /// <summary>A batch of one event that nobody has seen.</summary>
    public static byte[] OneEvent(int number)
    {
        var sequence = $"4966{number.ToString("D52", CultureInfo.InvariantCulture)}";
        var data = $$"""{"id":"cold-{{number}}","timestamp":"2026-11-22T08:00:00Z","original_value":10}""";
        var record = new JsonObject
        {
            ["kinesis"] = new JsonObject
            {
                ["kinesisSchemaVersion"] = "1.0",
                ["partitionKey"] = "k",
                ["sequenceNumber"] = sequence,
                ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(data)),
                ["approximateArrivalTimestamp"] = 1_795_334_401,
            },
            ["eventSource"] = "aws:kinesis",
            ["eventVersion"] = "1.0",
            ["eventID"] = $"shardId-000000000000:{sequence}",
            ["eventName"] = "aws:kinesis:record",
            ["invokeIdentityArn"] = "arn:aws:iam::000000000000:role/benchmark",
            ["awsRegion"] = "us-east-1",
            ["eventSourceARN"] = "arn:aws:kinesis:us-east-1:000000000000:stream/error_events",
        };
        return Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString());
    }
}
