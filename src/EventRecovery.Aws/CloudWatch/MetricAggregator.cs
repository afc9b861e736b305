using System.Diagnostics.Metrics;
using EventRecovery.Telemetry;

namespace EventRecovery.Aws.CloudWatch;

/// <summary>
/// Listens to one <see cref="RecoveryMetrics"/> and adds up, so that an invocation costs one call however much it counts. An alarm
/// cannot add up dimensions, so what has one is also summed without it. Thread-safe.
/// </summary>
internal sealed class MetricAggregator : IDisposable
{
    private static readonly Dictionary<string, MetricDefinition> Definitions = MetricNames.All.ToDictionary(metric =>
        metric.Name
    );

    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private Dictionary<(string Name, string? Label), MetricSeries> series = [];

    public MetricAggregator(RecoveryMetrics metrics)
    {
        listener.InstrumentPublished = (instrument, owner) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                owner.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, labels, _) =>
                Add(Definitions[instrument.Name], value, labels.IsEmpty ? null : labels[0].Value as string)
        );
        listener.Start();
    }

    /// <summary>What came together since the last time, and nothing is kept.</summary>
    public IReadOnlyCollection<MetricSeries> Take()
    {
        lock (gate)
        {
            var taken = series;
            series = [];
            return taken.Values;
        }
    }

    public void Dispose() => listener.Dispose();

    private void Add(MetricDefinition metric, double value, string? label)
    {
        lock (gate)
        {
            AddTo(metric, value, label: null);
            if (label is not null)
            {
                AddTo(metric, value, label);
            }
        }
    }

    private void AddTo(MetricDefinition metric, double value, string? label)
    {
        var key = (metric.Name, label);
        series[key] = series.TryGetValue(key, out var known)
            ? known.Plus(value)
            : MetricSeries.Of(metric, label, value);
    }
}
