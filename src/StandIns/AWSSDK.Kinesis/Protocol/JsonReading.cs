using System.Globalization;
using System.Text.Json;
using Amazon.Util;

namespace Amazon.Kinesis.Protocol;

/// <summary>Reads members; one that is absent or null reads as null, an empty list as an empty list.</summary>
internal static class JsonReading
{
    public static string String(this JsonElement json, string name) =>
        json.Find(name) is { } value ? value.GetString() : null;

    public static int? Int32(this JsonElement json, string name) =>
        json.Find(name) is { } value ? value.GetInt32() : null;

    public static long? Int64(this JsonElement json, string name) =>
        json.Find(name) is { } value ? value.GetInt64() : null;

    /// <summary>Epoch seconds with a fraction, or ISO 8601 as some emulators send it; in UTC.</summary>
    public static DateTime? Time(this JsonElement json, string name)
    {
        if (json.Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number
            ? AWSSDKUtils.EPOCH_START.AddSeconds(value.GetDouble())
            : DateTime.Parse(
                value.GetString(),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal
            );
    }

    public static MemoryStream Bytes(this JsonElement json, string name) =>
        json.Find(name) is { } value ? new MemoryStream(value.GetBytesFromBase64()) : null;

    public static T Object<T>(this JsonElement json, string name, Func<JsonElement, T> read)
        where T : class => json.Find(name) is { } value ? read(value) : null;

    public static List<T> List<T>(this JsonElement json, string name, Func<JsonElement, T> read)
    {
        if (json.Find(name) is not { } value)
        {
            return null;
        }

        var list = new List<T>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            list.Add(read(item));
        }
        return list;
    }

    private static JsonElement? Find(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
