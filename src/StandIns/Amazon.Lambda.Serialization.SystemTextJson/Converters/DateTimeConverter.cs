using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Reads ISO 8601 text and epoch numbers, as different AWS services send them; writes ISO 8601.</summary>
public class DateTimeConverter : JsonConverter<DateTime>
{
    /// <summary>Whole numbers above this, seconds in the year 6969, must be milliseconds.</summary>
    private const long MaximumSeconds = 157_753_180_800;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var date))
        {
            return date;
        }

        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var whole))
            {
                return whole > MaximumSeconds
                    ? DateTime.UnixEpoch.AddMilliseconds(whole)
                    : DateTime.UnixEpoch.AddSeconds(whole);
            }

            // Double arithmetic: exact to a tick or so, not to the digits that were sent.
            if (reader.TryGetDouble(out var seconds))
            {
                return DateTime.UnixEpoch.AddSeconds(seconds);
            }
        }

        throw new JsonSerializerException($"Unknown data type for DateTime: {reader.TokenType}");
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
