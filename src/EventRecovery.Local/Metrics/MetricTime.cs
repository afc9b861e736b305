using System.Globalization;
using System.Text.Json.Nodes;

namespace EventRecovery.Local.Metrics;

/// <summary>Numbers and times as the protocols write them: as numbers (JSON, CBOR), or as text (Query).</summary>
internal static class MetricTime
{
    /// <summary>Null when it is no number.</summary>
    public static double? Number(JsonNode? node) =>
        node is not JsonValue value ? null
        : value.TryGetValue<double>(out var number) ? number
        : value.TryGetValue<string>(out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
        : null;

    /// <summary>Epoch seconds or an ISO 8601 text; null when it is neither.</summary>
    public static DateTimeOffset? Read(JsonNode node)
    {
        if (Number(node) is { } seconds)
        {
            return Math.Abs(seconds) < 1e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
        }

        return
            node is JsonValue value
            && value.TryGetValue<string>(out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }
}
