using EventRecovery.Telemetry;

namespace EventRecovery.Aws.CloudWatch;

/// <summary>What one metric, under one label, came to since the last flush.</summary>
internal readonly record struct MetricSeries(
    MetricDefinition Metric,
    string? Label,
    long Count,
    double Sum,
    double Minimum,
    double Maximum
)
{
    public static MetricSeries Of(MetricDefinition metric, string? label, double value) =>
        new(metric, label, 1, value, value, value);

    public MetricSeries Plus(double value) =>
        this with
        {
            Count = Count + 1,
            Sum = Sum + value,
            Minimum = Math.Min(Minimum, value),
            Maximum = Math.Max(Maximum, value),
        };
}
