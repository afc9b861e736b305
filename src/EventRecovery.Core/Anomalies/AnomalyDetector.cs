namespace EventRecovery.Anomalies;

/// <summary>
/// Says of each value of a series how little it was to be expected from what came before: 0 is ordinary, 1 is unheard of. A score
/// never depends on a later value, memory is constant (some 130 KB), there is nothing to train, and the same rows give the same
/// scores everywhere.
/// <code>
///   value ─► measurements ─► how rare is each among its own past ─► one surprise ─► alarm, and rest after it ─► score
/// </code>
/// Not thread-safe: one detector a series.
/// </summary>
/// <remarks>
/// Measurements: distance from the long-run level, from the last few values and from what is usual at this time of day or week; short
/// and long runs of that last distance; the size of steps (bursts and flat lines); and how unlike any remembered stretch the last
/// sixteen values are. None is compared with a fixed limit: each is ranked among its own past (as conformal detectors do), with a
/// Pareto tail for what was never seen (as extreme value detectors do), so that a series needs no configuration.
/// </remarks>
public sealed class AnomalyDetector
{
    /// <summary>A score of at least this much is an alarm: the one threshold for every series.</summary>
    public const double AlarmScore = 0.5;

    // Differences of two values stay finite.
    private const double Largest = 1e300;

    private readonly SeriesMeasurements measurements = new();
    private readonly AlarmPolicy policy = new();

    /// <summary>Takes the next value.</summary>
    /// <param name="time">When it was measured. Gaps and uneven steps are allowed; only time of day and day of week are read.</param>
    /// <param name="value">NaN and infinities count as missing: they score 0 and teach nothing.</param>
    /// <returns>0 to 1, both ends included; <see cref="AlarmScore"/> and above is an alarm.</returns>
    public double Score(DateTimeOffset time, double value)
    {
        if (!double.IsFinite(value))
        {
            return 0;
        }

        measurements.Take(time, Math.Clamp(value, -Largest, Largest));
        return policy.Score(measurements.Surprises);
    }
}
