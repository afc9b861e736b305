using System.Globalization;
using System.Text;

namespace EventRecovery.Local.Metrics;

/// <summary>
/// Writes the totals in Prometheus' text format 0.0.4. What the unit says decides the type: counts and bytes add up (counter), durations are
/// spread (summary with sum and count), anything else is a state (gauge, the last value).
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly Dictionary<string, (string Type, string Suffix)> ByUnit = new()
    {
        ["Count"] = ("counter", "_total"),
        ["Bytes"] = ("counter", "_bytes_total"),
        ["Seconds"] = ("summary", "_seconds"),
        ["Milliseconds"] = ("summary", "_milliseconds"),
        ["Microseconds"] = ("summary", "_microseconds"),
    };

    public static string Write(IReadOnlyDictionary<MetricKey, MetricTotals> metrics)
    {
        var text = new StringBuilder();
        foreach (var family in metrics.GroupBy(metric => FamilyName(metric.Key)).OrderBy(family => family.Key))
        {
            var key = family.First().Key;
            var type = ByUnit.TryGetValue(key.Unit, out var known) ? known.Type : "gauge";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Key} {Help(key)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Key} {type}\n");
            foreach (var (series, totals) in family.OrderBy(series => series.Key.Dimensions.ToString()))
            {
                Write(text, family.Key, type, Labels(series), totals);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, string name, string type, string labels, MetricTotals totals)
    {
        switch (type)
        {
            case "counter":
                Line(name, totals.Sum);
                break;
            case "summary":
                Line($"{name}_sum", totals.Sum);
                Line($"{name}_count", totals.Count);
                break;
            default:
                Line(name, totals.Last);
                break;
        }

        void Line(string sample, double value) =>
            text.Append(CultureInfo.InvariantCulture, $"{sample}{labels} {value:R}\n");
    }

    private static string FamilyName(MetricKey key)
    {
        var name = Sanitize(key.Name, allowColon: true);
        var suffix = ByUnit.TryGetValue(key.Unit, out var known) ? known.Suffix : "";
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name : name + suffix;
    }

    private static string Help(MetricKey key) =>
        $"{key.Name} in {key.Unit}"
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);

    private static string Labels(MetricKey key)
    {
        var labels = key
            .Dimensions.All.Prepend(KeyValuePair.Create("namespace", key.Namespace))
            .Select(label => $"{Sanitize(label.Key, allowColon: false)}=\"{Escape(label.Value)}\"");
        return $"{{{string.Join(',', labels)}}}";
    }

    private static string Escape(string value) =>
        value
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);

    private static string Sanitize(string name, bool allowColon)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var letter in name)
        {
            clean.Append(char.IsAsciiLetterOrDigit(letter) || (allowColon && letter == ':') ? letter : '_');
        }

        return char.IsAsciiDigit(clean[0]) ? $"_{clean}" : clean.ToString();
    }
}
