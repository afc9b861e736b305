using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>Names of attributes that all items share, and how values are written.</summary>
internal static class Attributes
{
    /// <summary>Partition key.</summary>
    public const string Pk = "pk";

    /// <summary>Sort key.</summary>
    public const string Sk = "sk";

    /// <summary>When the item may be cleaned up, Unix seconds; the table's TTL attribute.</summary>
    public const string ExpiresAt = "expiresAt";

    public static AttributeValue Of(string text) => new() { S = text };

    public static AttributeValue Of(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Of(decimal number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Of(bool flag) => new() { BOOL = flag };

    public static AttributeValue Of(ReadOnlyMemory<byte> bytes) => new() { B = new MemoryStream(bytes.ToArray()) };

    /// <summary>A time, to the tick, as people read it.</summary>
    public static AttributeValue Of(DateTimeOffset time) =>
        Of(time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    public static AttributeValue UnixSeconds(DateTimeOffset time) => Of(time.ToUnixTimeSeconds());

    public static AttributeValue Of(Dictionary<string, AttributeValue> map) => new() { M = map };

    public static string Text(this Dictionary<string, AttributeValue> item, string name) => item[name].S;

    public static string? TextOrNull(this Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) ? value.S : null;

    public static long Number(this Dictionary<string, AttributeValue> item, string name) =>
        long.Parse(item[name].N, CultureInfo.InvariantCulture);

    public static long? NumberOrNull(this Dictionary<string, AttributeValue> item, string name) =>
        item.ContainsKey(name) ? item.Number(name) : null;

    public static decimal Decimal(this Dictionary<string, AttributeValue> item, string name) =>
        decimal.Parse(item[name].N, CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(this Dictionary<string, AttributeValue> item, string name) =>
        DateTimeOffset.ParseExact(
            item[name].S,
            "O",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );

    public static DateTimeOffset? TimeOrNull(this Dictionary<string, AttributeValue> item, string name) =>
        item.ContainsKey(name) ? item.Time(name) : null;
}
