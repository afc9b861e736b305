using EventRecovery.Benchmarks.Anomalies.Series;

namespace EventRecovery.Benchmarks.Anomalies;

/// <summary>
/// Scores as the Numenta Anomaly Benchmark does (Lavin and Ahmad 2015): a window that is found earns, the earlier the more; alarms outside of
/// windows cost; one threshold for all series, the best one; 0 is a detector that says nothing, 100 one that finds every window at its start.
/// </summary>
internal static class WindowScore
{
    internal sealed record Profile(string Name, double FalsePositive, double FalseNegative);

    public static readonly IReadOnlyList<Profile> Profiles =
    [
        new("standard", 0.11, 1),
        new("few-fp", 0.22, 1),
        new("few-fn", 0.11, 2),
    ];

    private static double Sigmoid(double y) => y >= 3 ? -1 : 2 / (1 + Math.Exp(5 * y)) - 1;

    public static (double Best, double At, double[] Grid) Sweep(
        IReadOnlyList<(LabelledSeries S, double[] Scores)> runs,
        Profile p,
        double[]? thresholds = null
    )
    {
        // All events over all series: (score, delta kind)
        var events = new List<(double Score, int Window, double Value)>();
        var windows = 0;
        foreach (var (s, scores) in runs)
        {
            var probation = (int)Math.Min(Math.Floor(0.15 * s.Values.Length), 750);
            var first = windows;
            var w = 0;
            (int First, int Last)? last = null;
            windows += s.Windows.Length;
            for (var i = probation; i < scores.Length; i++)
            {
                while (w < s.Windows.Length && i > s.Windows[w].Last)
                {
                    last = s.Windows[w];
                    w++;
                }
                if (w < s.Windows.Length && i >= s.Windows[w].First)
                {
                    var width = s.Windows[w].Last - s.Windows[w].First + 1.0;
                    events.Add((scores[i], first + w, Sigmoid(-(s.Windows[w].Last - i + 1) / width) / Sigmoid(-1)));
                }
                else
                {
                    var y = last is { } l ? (i - l.Last) / Math.Max(1.0, l.Last - l.First) : 3;
                    events.Add((scores[i], -1, Sigmoid(y) * p.FalsePositive));
                }
            }
        }
        events.Sort((a, b) => b.Score.CompareTo(a.Score));
        var found = new double[windows];
        Array.Fill(found, -p.FalseNegative);
        double total = -p.FalseNegative * windows,
            nul = total,
            perfect = windows,
            best = total,
            at = 1.1;
        var grid = new double[thresholds?.Length ?? 0];
        var g = 0;
        for (var i = 0; i < events.Count; )
        {
            var score = events[i].Score;
            while (g < grid.Length && thresholds![g] > score)
                grid[g++] = total;
            for (; i < events.Count && events[i].Score == score; i++)
            {
                var e = events[i];
                if (e.Window < 0)
                    total += e.Value;
                else if (e.Value > found[e.Window])
                {
                    total += e.Value - found[e.Window];
                    found[e.Window] = e.Value;
                }
            }
            if (total > best)
            {
                best = total;
                at = score;
            }
        }
        while (g < grid.Length)
            grid[g++] = total;
        double N(double x) => 100 * (x - nul) / (perfect - nul);
        return (N(best), at, [.. grid.Select(N)]);
    }

    /// <summary>How often a row inside of a window scores above one outside, averaged over the series that have windows.</summary>
    public static double Auc(IReadOnlyList<(LabelledSeries S, double[] Scores)> runs)
    {
        double sum = 0;
        var count = 0;
        foreach (var (s, scores) in runs)
        {
            if (s.Windows.Length == 0)
                continue;
            var probation = (int)Math.Min(Math.Floor(0.15 * s.Values.Length), 750);
            var rows = Enumerable
                .Range(probation, scores.Length - probation)
                .Select(i => (scores[i], s.Windows.Any(w => i >= w.First && i <= w.Last)))
                .OrderBy(x => x.Item1)
                .ToArray();
            double ranks = 0;
            int pos = 0;
            for (var i = 0; i < rows.Length; )
            {
                var j = i;
                while (j < rows.Length && rows[j].Item1 == rows[i].Item1)
                    j++;
                var rank = (i + j + 1) / 2.0;
                for (; i < j; i++)
                    if (rows[i].Item2)
                    {
                        ranks += rank;
                        pos++;
                    }
            }
            var neg = rows.Length - pos;
            if (pos == 0 || neg == 0)
                continue;
            sum += (ranks - pos * (pos + 1.0) / 2) / ((double)pos * neg);
            count++;
        }
        return sum / count;
    }
}
