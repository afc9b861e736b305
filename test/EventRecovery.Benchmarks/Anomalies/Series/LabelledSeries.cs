namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>One labelled series: the rows, and the windows in which something is wrong (row numbers, both ends included).</summary>
internal sealed record LabelledSeries(
    string Kind,
    int Seed,
    DateTimeOffset[] Times,
    double[] Values,
    (int First, int Last)[] Windows
);
