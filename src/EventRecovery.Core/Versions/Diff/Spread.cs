namespace EventRecovery.Versions.Diff;

/// <summary>How numbers are distributed: quantiles, and a histogram between the 1st and the 99th percentile with the rest at its ends.</summary>
/// <param name="Bins">Counts of bins of one width, from <paramref name="From"/> to <paramref name="To"/>.</param>
public sealed record Spread(
    int Count,
    double Min,
    double P05,
    double Median,
    double P95,
    double Max,
    double From,
    double To,
    IReadOnlyList<int> Bins
)
{
    private const int MostBins = 24;

    /// <summary>Null for no numbers.</summary>
    public static Spread? Of(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        if (sorted.Length == 0)
        {
            return null;
        }

        var (from, to) = (At(sorted, 0.01), At(sorted, 0.99));
        var bins = new int[from < to ? MostBins : 1];
        foreach (var number in sorted)
        {
            var bin = from < to ? (int)((number - from) / (to - from) * bins.Length) : 0;
            bins[Math.Clamp(bin, 0, bins.Length - 1)]++;
        }

        return new Spread(
            sorted.Length,
            sorted[0],
            At(sorted, 0.05),
            At(sorted, 0.5),
            At(sorted, 0.95),
            sorted[^1],
            from,
            to,
            bins
        );
    }

    private static double At(double[] sorted, double quantile) =>
        sorted[(int)Math.Round(quantile * (sorted.Length - 1))];
}
