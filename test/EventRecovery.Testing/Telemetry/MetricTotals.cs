using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EventRecovery.Telemetry;

namespace EventRecovery.Testing.Telemetry;

/// <summary>Sums of what one <see cref="RecoveryMetrics"/> measured since. Thread-safe.</summary>
public sealed class MetricTotals : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(string Name, string? Label), double> totals = new();

    public MetricTotals(RecoveryMetrics metrics)
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
            {
                var label = labels.Length == 0 ? null : labels[0].Value as string;
                totals.AddOrUpdate((instrument.Name, label), value, (_, sum) => sum + value);
            }
        );
        listener.Start();
    }

    /// <summary>The sum over all labels, or for one.</summary>
    public double Of(MetricDefinition metric, string? label = null) =>
        totals
            .Where(total => total.Key.Name == metric.Name && (label is null || total.Key.Label == label))
            .Sum(total => total.Value);

    public void Reset() => totals.Clear();

    public void Dispose() => listener.Dispose();
}
