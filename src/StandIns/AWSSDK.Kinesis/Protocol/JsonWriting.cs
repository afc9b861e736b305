using System.Text.Json;
using Amazon.Runtime;
using Amazon.Util;

namespace Amazon.Kinesis.Protocol;

/// <summary>Writes the members that are set, and nothing for those that are null: the service tells the two apart.</summary>
internal static class JsonWriting
{
    public static void Member(this Utf8JsonWriter json, string name, string value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void Member(this Utf8JsonWriter json, string name, ConstantClass value) =>
        json.Member(name, value?.Value);

    public static void Member(this Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void Member(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    /// <summary>
    /// Whole seconds, rounded to the nearest, as the package of early 2026 writes them. Callers must not rely on finer times:
    /// the service may read up to half a second later than was asked.
    /// </summary>
    public static void Member(this Utf8JsonWriter json, string name, DateTime? value)
    {
        if (value is { } time)
        {
            json.WriteNumber(name, Convert.ToInt64((time.ToUniversalTime() - AWSSDKUtils.EPOCH_START).TotalSeconds));
        }
    }

    /// <summary>The whole buffer in base64, whatever the stream's position is.</summary>
    public static void Member(this Utf8JsonWriter json, string name, MemoryStream value)
    {
        if (value is not null)
        {
            json.WriteBase64String(name, value.TryGetBuffer(out var buffer) ? buffer : value.ToArray());
        }
    }

    public static void Member(this Utf8JsonWriter json, string name, Dictionary<string, string> value)
    {
        if (value is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, text) in value)
        {
            json.WriteString(key, text);
        }
        json.WriteEndObject();
    }

    public static void Member<T>(
        this Utf8JsonWriter json,
        string name,
        List<T> value,
        Action<Utf8JsonWriter, T> writeMembers
    )
    {
        if (value is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in value)
        {
            json.WriteStartObject();
            writeMembers(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Member<T>(this Utf8JsonWriter json, string name, T value, Action<Utf8JsonWriter, T> writeMembers)
        where T : class
    {
        if (value is null)
        {
            return;
        }

        json.WriteStartObject(name);
        writeMembers(json, value);
        json.WriteEndObject();
    }
}
