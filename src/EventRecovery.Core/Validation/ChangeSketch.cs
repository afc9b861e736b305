namespace EventRecovery.Validation;

/// <summary>
/// How numbers are distributed, in buckets that grow by a tenth: quantiles are right to 5 %, memory is bounded, and the sketches of two
/// shards make the sketch of both.
/// </summary>
public sealed class ChangeSketch
{
    private const double Growth = 1.1;
    private const double Least = 1e-9;
    private const int Steps = 600;

    /// <summary>Buckets by number: 0 holds what is nearly zero, ±n what lies n steps beyond it.</summary>
    public SortedDictionary<int, long> Buckets { get; init; } = [];

    public long Count { get; set; }

    public double? Min { get; set; }

    public double? Max { get; set; }

    public void Add(double value)
    {
        Count++;
        Min = Math.Min(Min ?? value, value);
        Max = Math.Max(Max ?? value, value);
        var bucket = BucketOf(value);
        Buckets[bucket] = Buckets.GetValueOrDefault(bucket) + 1;
    }

    public void Add(ChangeSketch other)
    {
        foreach (var (bucket, count) in other.Buckets)
        {
            Buckets[bucket] = Buckets.GetValueOrDefault(bucket) + count;
        }
        Count += other.Count;
        Min = other.Min is { } least ? Math.Min(Min ?? least, least) : Min;
        Max = other.Max is { } most ? Math.Max(Max ?? most, most) : Max;
    }

    public double Quantile(double share)
    {
        var wanted = share * (Count - 1);
        var below = 0L;
        foreach (var (bucket, count) in Buckets)
        {
            below += count;
            if (below > wanted)
            {
                return Math.Clamp(MiddleOf(bucket), Min ?? 0, Max ?? 0);
            }
        }
        return Max ?? 0;
    }

    /// <summary>Null for no numbers.</summary>
    public Distribution? Summary() =>
        Count == 0
            ? null
            : new Distribution(
                Count,
                Min!.Value,
                Quantile(0.01),
                Quantile(0.05),
                Quantile(0.25),
                Quantile(0.5),
                Quantile(0.75),
                Quantile(0.95),
                Quantile(0.99),
                Max!.Value,
                [.. Buckets.Select(one => new HistogramBar(EdgeOf(one.Key), EdgeOf(one.Key + 1), one.Value))]
            );

    private static int BucketOf(double value)
    {
        var size = Math.Abs(value);
        if (size < Least)
        {
            return 0;
        }
        var step = Math.Min(Steps, 1 + (int)(Math.Log(size / Least) / Math.Log(Growth)));
        return value < 0 ? -step : step;
    }

    private static double MiddleOf(int bucket) =>
        bucket == 0 ? 0 : Math.Sign(bucket) * Least * Math.Pow(Growth, Math.Abs(bucket) - 0.5);

    // From which number on a value falls into the bucket, on the number line.
    private static double EdgeOf(int bucket) =>
        bucket switch
        {
            > 0 => Least * Math.Pow(Growth, bucket - 1),
            0 => -Least,
            < 0 => -Least * Math.Pow(Growth, -bucket),
        };
}

/// <summary>A distribution as a report draws it.</summary>
/// <param name="Histogram">From low to high; bars grow by a tenth, away from zero.</param>
public sealed record Distribution(
    long Count,
    double Min,
    double P01,
    double P05,
    double P25,
    double Median,
    double P75,
    double P95,
    double P99,
    double Max,
    IReadOnlyList<HistogramBar> Histogram
);

public sealed record HistogramBar(double From, double To, long Count);
