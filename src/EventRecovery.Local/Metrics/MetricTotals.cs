namespace EventRecovery.Local.Metrics;

/// <summary>Everything that was ever reported of one metric, taken together.</summary>
/// <param name="Count">How many samples.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Last">The one reported last; the mean, where only a summary was reported.</param>
public readonly record struct MetricTotals(double Count, double Sum, double Minimum, double Maximum, double Last)
{
    internal static MetricTotals Of(double value, double count) => new(count, value * count, value, value, value);

    internal MetricTotals Add(MetricTotals later) =>
        new(
            Count + later.Count,
            Sum + later.Sum,
            Math.Min(Minimum, later.Minimum),
            Math.Max(Maximum, later.Maximum),
            later.Last
        );
}
