using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EventRecovery.Engine;

namespace EventRecovery.Telemetry;

/// <summary>
/// Counts what happens, as instruments of the meter <see cref="MetricNames.Meter"/>. One instance a process; a test has its own,
/// and hears only that. Thread-safe.
/// </summary>
public sealed class RecoveryMetrics : IDisposable
{
    /// <summary>Different reasons of parking that are told apart; a recalculation may invent them, and each is a series that costs.</summary>
    private const int MaxReasons = 32;

    private readonly ConcurrentDictionary<string, bool> reasons = new();
    private readonly Dictionary<MetricDefinition, Instrument> instruments;

    public RecoveryMetrics() =>
        instruments = MetricNames.All.ToDictionary(definition => definition, definition => Create(Meter, definition));

    /// <summary>For listeners who want this instance's measurements and no other's.</summary>
    public Meter Meter { get; } = new(MetricNames.Meter);

    /// <summary>Counts a batch. What was parked is counted by <see cref="MeteredParkingLot"/>, which knows the reasons.</summary>
    public void Record(BatchCounts counts, TimeSpan elapsed)
    {
        Add(MetricNames.Batches, 1);
        Record(MetricNames.BatchDuration, elapsed.TotalSeconds);
        Add(MetricNames.EventsRead, counts.Read);
        Add(MetricNames.EventsRecovered, counts.Recovered);
        Add(MetricNames.EventsDuplicates, counts.Duplicates);
        Add(MetricNames.EventsConflicting, counts.Conflicting);
        Add(MetricNames.EventsRedelivered, counts.Redelivered);
        Add(MetricNames.ClaimsTakenOver, counts.TakenOver);
        Add(MetricNames.ClaimsAgain, counts.ClaimedAgain);
        Add(MetricNames.ClaimsLostAppends, counts.LostAppends);
        Add(MetricNames.ClaimsWaits, counts.Waited);
    }

    public void Parked(string reason)
    {
        var known = reasons.ContainsKey(reason) || (reasons.Count < MaxReasons && reasons.TryAdd(reason, true));
        Add(MetricNames.EventsParked, 1, known ? reason : "other");
    }

    /// <summary>Adds to a counter; zero leaves no trace.</summary>
    /// <param name="label">The value of the metric's dimension; required exactly when it has one.</param>
    public void Add(MetricDefinition metric, double value, string? label = null)
    {
        if (value > 0)
        {
            var counter = (Counter<double>)instruments[metric];
            if (metric.Dimension is { } dimension)
            {
                counter.Add(value, new KeyValuePair<string, object?>(dimension, label));
            }
            else
            {
                counter.Add(value);
            }
        }
    }

    /// <summary>Adds a value to a distribution.</summary>
    public void Record(MetricDefinition metric, double value) => ((Histogram<double>)instruments[metric]).Record(value);

    public void Dispose() => Meter.Dispose();

    private static Instrument Create(Meter meter, MetricDefinition definition) =>
        definition.Kind switch
        {
            MetricKind.Counter => meter.CreateCounter<double>(definition.Name, definition.Unit, definition.Description),
            MetricKind.Histogram => meter.CreateHistogram<double>(
                definition.Name,
                definition.Unit,
                definition.Description
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(definition)),
        };
}
