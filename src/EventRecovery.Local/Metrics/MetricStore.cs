namespace EventRecovery.Local.Metrics;

/// <summary>Keeps the totals of every metric, in memory, from the start of the local stack. Thread-safe.</summary>
public sealed class MetricStore
{
    /// <summary>More than this would mean that something unbounded, such as an event's id, has become a dimension.</summary>
    internal const int MaxSeries = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<MetricKey, MetricTotals> totals = [];

    /// <summary>All metrics, in no particular order.</summary>
    public IReadOnlyDictionary<MetricKey, MetricTotals> Snapshot()
    {
        lock (gate)
        {
            return new Dictionary<MetricKey, MetricTotals>(totals);
        }
    }

    /// <summary>The sum of a metric over all its dimensions and units; 0 when it was never reported.</summary>
    public double SumOf(string name)
    {
        lock (gate)
        {
            return totals.Where(metric => metric.Key.Name == name).Sum(metric => metric.Value.Sum);
        }
    }

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
}
