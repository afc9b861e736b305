namespace EventRecovery.Anomalies;

/// <summary>How rare each measurement of a value is among its own past, as −log10 of a share.</summary>
/// <param name="Level">Distance from the long-run level.</param>
/// <param name="Step">Distance from the last few values.</param>
/// <param name="Rhythm">Distance from what is usual at this time of day or week.</param>
/// <param name="ShortRun">Some eight values in a row that lie to one side.</param>
/// <param name="LongRun">Some forty of them.</param>
/// <param name="Burst">Larger steps than usual.</param>
/// <param name="Calm">Smaller steps than usual.</param>
/// <param name="Shape">Unlike every remembered stretch.</param>
internal readonly record struct Surprises(
    double Level,
    double Step,
    double Rhythm,
    double ShortRun,
    double LongRun,
    double Burst,
    double Calm,
    double Shape
);
