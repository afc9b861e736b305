using EventRecovery.Validation;
using EventRecovery.Versions.Diff;

namespace EventRecovery.Cli.Reports;

/// <summary>A trial's distribution, as a report draws it: its bars grow by a tenth, and these have one width.</summary>
internal static class Spreads
{
    private const int Bins = 24;

    /// <summary>Null for no numbers.</summary>
    public static Spread? Of(Distribution? change)
    {
        if (change is null)
        {
            return null;
        }

        var (from, to) = (change.P01, change.P99);
        var bins = new double[from < to ? Bins : 1];
        foreach (var bar in change.Histogram)
        {
            Spill(bar, from, (to - from) / bins.Length, bins);
        }

        return new Spread(
            (int)Math.Min(int.MaxValue, change.Count),
            change.Min,
            change.P05,
            change.Median,
            change.P95,
            change.Max,
            from,
            to,
            [.. bins.Select(count => (int)Math.Round(count))]
        );
    }

    /// <summary>Over the bins that the bar lies on, to each its share; what lies beyond them goes to the ends.</summary>
    private static void Spill(HistogramBar bar, double from, double width, double[] bins)
    {
        var (first, last) = (BinOf(bar.From), BinOf(bar.To));
        for (var bin = first; bin <= last; bin++)
        {
            var begin = bin == first ? bar.From : from + (bin * width);
            var end = bin == last ? bar.To : from + ((bin + 1) * width);
            bins[bin] += first == last ? bar.Count : bar.Count * (end - begin) / (bar.To - bar.From);
        }

        int BinOf(double value) => width == 0 ? 0 : (int)Math.Clamp((value - from) / width, 0, bins.Length - 1);
    }
}
