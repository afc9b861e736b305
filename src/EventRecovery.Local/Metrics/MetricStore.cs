namespace EventRecovery.Local.Metrics;

/// <summary>Keeps the totals of every metric, in memory, from the start of the local stack. Thread-safe.</summary>
public sealed class MetricStore
{
    /// <summary>More than this would mean that something unbounded, such as an event's id, has become a dimension.</summary>
    internal const int MaxSeries = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<MetricKey, MetricTotals> totals = [];

    /// <summary>
    /// All metrics, in no particular order. What is reported both with dimensions and without, as CloudWatch's alarms want it, is here
    /// with them only: whoever adds up would count it twice.
    /// </summary>
    public IReadOnlyDictionary<MetricKey, MetricTotals> Snapshot()
    {
        lock (gate)
        {
            var divided = totals.Keys.Where(IsDivided).Select(Name).ToHashSet();
            return totals.Where(metric => IsDivided(metric.Key) || !divided.Contains(Name(metric.Key))).ToDictionary();
        }
    }

    /// <summary>The sum of a metric over all its dimensions and units; 0 when it was never reported.</summary>
    public double SumOf(string name) =>
        Snapshot().Where(metric => metric.Key.Name == name).Sum(metric => metric.Value.Sum);

    /// <summary>Adds what one request reported. False, and nothing is added, when there would be too many metrics.</summary>
    internal bool TryAdd(IReadOnlyList<(MetricKey Key, MetricTotals Totals)> reported)
    {
        lock (gate)
        {
            var added = reported.Select(metric => metric.Key).Distinct().Count(key => !totals.ContainsKey(key));
            if (totals.Count + added > MaxSeries)
            {
                return false;
            }

            foreach (var (key, more) in reported)
            {
                totals[key] = totals.TryGetValue(key, out var before) ? before.Add(more) : more;
            }

            return true;
        }
    }

    private static bool IsDivided(MetricKey key) => key.Dimensions.All.Count > 0;

    private static (string, string, string) Name(MetricKey key) => (key.Namespace, key.Name, key.Unit);
}
