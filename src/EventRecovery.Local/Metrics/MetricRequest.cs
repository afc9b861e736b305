using System.Text.Json.Nodes;

namespace EventRecovery.Local.Metrics;

/// <summary>
/// Reads the members of a PutMetricData request, whatever protocol brought them, by CloudWatch's rules: at most 1,000 metrics, 30
/// dimensions and 150 values each, finite numbers, times within the last two weeks and the next two hours.
/// </summary>
internal static class MetricRequest
{
    private const int MaxMetrics = 1_000;
    private const int MaxValues = 150;
    private const int MaxDimensions = 30;

    private static readonly TimeSpan OldestAge = TimeSpan.FromDays(14);
    private static readonly TimeSpan MaxLead = TimeSpan.FromHours(2);

    /// <exception cref="MetricRefusedException">CloudWatch would not take it.</exception>
    public static List<(MetricKey Key, MetricTotals Totals)> Read(JsonNode? request, DateTimeOffset now)
    {
        var name = Text(Member(request, "Namespace")) ?? throw MetricRefusedException.Missing("Namespace");
        var data = Member(request, "MetricData") as JsonArray ?? throw MetricRefusedException.Missing("MetricData");
        if (data.Count > MaxMetrics)
        {
            throw MetricRefusedException.Invalid(
                $"The collection MetricData must not have more than {MaxMetrics} members."
            );
        }

        return [.. data.Select((datum, index) => ReadDatum(name, datum, $"MetricData.member.{index + 1}", now))];
    }

    private static (MetricKey, MetricTotals) ReadDatum(string name, JsonNode? datum, string path, DateTimeOffset now)
    {
        var metric = Text(Member(datum, "MetricName")) ?? throw MetricRefusedException.Missing($"{path}.MetricName");
        CheckTime(Member(datum, "Timestamp"), path, now);
        return (
            new MetricKey(name, metric, Text(Member(datum, "Unit")) ?? "None", ReadDimensions(datum, path)),
            ReadTotals(datum, path)
        );
    }

    private static MetricDimensions ReadDimensions(JsonNode? datum, string path)
    {
        var dimensions = (Member(datum, "Dimensions") as JsonArray ?? []).Select(dimension =>
            KeyValuePair.Create(
                Text(Member(dimension, "Name")) ?? throw MetricRefusedException.Missing($"{path}.Dimensions.Name"),
                Text(Member(dimension, "Value")) ?? throw MetricRefusedException.Missing($"{path}.Dimensions.Value")
            )
        );
        var result = new MetricDimensions(dimensions);
        return
            result.All.Count <= MaxDimensions
            && result.All.Select(dimension => dimension.Key).Distinct().Count() == result.All.Count
            ? result
            : throw MetricRefusedException.Invalid($"{path} has too many dimensions, or one twice.");
    }

    private static MetricTotals ReadTotals(JsonNode? datum, string path)
    {
        if (Member(datum, "StatisticValues") is JsonObject statistics)
        {
            var (count, sum) = (Number(statistics, "SampleCount", path), Number(statistics, "Sum", path));
            var (least, most) = (Number(statistics, "Minimum", path), Number(statistics, "Maximum", path));
            return count > 0
                ? new MetricTotals(count, sum, least, most, sum / count)
                : throw MetricRefusedException.Invalid($"{path}.StatisticValues.SampleCount must be greater than 0.");
        }

        if (Member(datum, "Values") is JsonArray { Count: > 0 } values)
        {
            return ReadValues(values, Member(datum, "Counts") as JsonArray, path);
        }

        return Member(datum, "Value") is null
            ? throw new MetricRefusedException(
                "InvalidParameterCombination",
                $"{path} must have one of Value, Values and StatisticValues."
            )
            : MetricTotals.Of(Number(datum, "Value", path), 1);
    }

    private static MetricTotals ReadValues(JsonArray values, JsonArray? counts, string path)
    {
        if (values.Count > MaxValues || (counts is not null && counts.Count != values.Count))
        {
            throw MetricRefusedException.Invalid($"{path} has too many Values, or not as many Counts.");
        }

        return values
            .Select(
                (value, index) => MetricTotals.Of(Finite(value, path), counts is null ? 1 : Finite(counts[index], path))
            )
            .Aggregate((before, later) => before.Add(later));
    }

    private static void CheckTime(JsonNode? timestamp, string path, DateTimeOffset now)
    {
        if (
            timestamp is not null
            && MetricTime.Read(timestamp) is { } time
            && time > now - OldestAge
            && time < now + MaxLead
        )
        {
            return;
        }

        if (timestamp is not null)
        {
            throw MetricRefusedException.Invalid(
                $"{path}.Timestamp must be a time within the last two weeks and the next two hours."
            );
        }
    }

    // The indexer of a node that is no object would throw.
    private static JsonNode? Member(JsonNode? parent, string name) => (parent as JsonObject)?[name];

    private static double Number(JsonNode? parent, string name, string path) =>
        Finite(Member(parent, name) ?? throw MetricRefusedException.Missing($"{path}.{name}"), path);

    private static double Finite(JsonNode? node, string path) =>
        MetricTime.Number(node) is { } number && double.IsFinite(number)
            ? number
            : throw MetricRefusedException.Invalid($"{path} has a value that is not a finite number.");

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
