using EventRecovery.Benchmarks.Anomalies.Series;

namespace EventRecovery.Benchmarks.Anomalies;

internal interface IScorer
{
    double Score(DateTimeOffset time, double value);
}

internal sealed class RandomScores : IScorer
{
    private readonly Dice d = new(7);

    public double Score(DateTimeOffset t, double v) => d.Uniform();
}

/// <summary>The tail of a Gaussian fitted to a sliding window.</summary>
internal sealed class WindowedGaussian(int window = 6400, int step = 100) : IScorer
{
    private readonly List<double> w = [];
    private readonly List<double> buf = [];
    private double mean,
        std = 1;

    public double Score(DateTimeOffset t, double v)
    {
        double s = 0;
        if (w.Count > 0)
            s = 1 - Q(v, mean, std);
        if (w.Count < window)
        {
            w.Add(v);
            Update();
        }
        else
        {
            buf.Add(v);
            if (buf.Count == step)
            {
                w.RemoveRange(0, step);
                w.AddRange(buf);
                buf.Clear();
                Update();
            }
        }
        return s;
    }

    private double sum,
        sq;
    private int n;

    private void Update()
    {
        if (w.Count < window)
        {
            sum += w[^1];
            sq += w[^1] * w[^1];
            n = w.Count;
        }
        else
        {
            sum = w.Sum();
            sq = w.Sum(x => x * x);
            n = w.Count;
        }
        mean = sum / n;
        std = Math.Sqrt(Math.Max(sq / n - mean * mean, 1e-12));
        if (std == 0)
            std = 1e-6;
    }

    private static double Q(double x, double m, double s)
    {
        var z = Math.Abs(x - m) / s;
        return 0.5 * Erfc(z / Math.Sqrt(2));
    }

    public static double Erfc(double x)
    {
        var t = 1 / (1 + 0.5 * x);
        return t
            * Math.Exp(
                -x * x
                    - 1.26551223
                    + t
                        * (
                            1.00002368
                            + t
                                * (
                                    0.37409196
                                    + t
                                        * (
                                            0.09678418
                                            + t
                                                * (
                                                    -0.18628806
                                                    + t
                                                        * (
                                                            0.27886807
                                                            + t
                                                                * (
                                                                    -1.13520398
                                                                    + t
                                                                        * (
                                                                            1.48851587
                                                                            + t * (-0.82215223 + t * 0.17087277)
                                                                        )
                                                                )
                                                        )
                                                )
                                        )
                                )
                        )
            );
    }
}

/// <summary>Nearest neighbours among past stretches of 19 rows, ranked among past distances; halved for a while after an alarm.</summary>
internal sealed class KnnConformal(int probation) : IScorer
{
    private const int Dim = 19,
        K = 27;
    private readonly List<double> buf = [];
    private readonly List<double[]> training = [];
    private readonly Queue<double[]> calibration = new();
    private readonly Queue<double> scores = new();
    private int count,
        rest;

    private double Ncm(double[] v, int extra)
    {
        var d = new double[training.Count];
        for (var i = 0; i < d.Length; i++)
        {
            var a = training[i];
            double s = 0;
            for (var j = 0; j < Dim; j++)
            {
                var x = a[j] - v[j];
                s += x * x;
            }
            d[i] = s;
        }
        Array.Sort(d);
        double sum = 0;
        for (var i = 0; i < Math.Min(K + extra, d.Length); i++)
            sum += d[i];
        return sum;
    }

    public double Score(DateTimeOffset t, double v)
    {
        buf.Add(v);
        count++;
        if (buf.Count > Dim)
            buf.RemoveAt(0);
        if (buf.Count < Dim)
            return 0;
        var item = buf.ToArray();
        if (count < probation)
        {
            training.Add(item);
            return 0;
        }
        if (scores.Count == 0)
            foreach (var x in training)
                scores.Enqueue(Ncm(x, 1));
        var s = Ncm(item, 0);
        var below = 0;
        foreach (var x in scores)
            if (x < s)
                below++;
        var result = (double)below / scores.Count;
        if (count >= 2 * probation)
        {
            training.RemoveAt(0);
            training.Add(calibration.Dequeue());
        }
        scores.Dequeue();
        calibration.Enqueue(item);
        scores.Enqueue(s);
        if (rest > 0)
        {
            rest--;
            return 0.5;
        }
        if (result >= 0.9965)
            rest = probation / 5;
        return result;
    }
}

/// <summary>An alarm every so often, whatever the values are: what a score is worth that knows nothing.</summary>
internal sealed class Clockwork(int rows) : IScorer
{
    private int i;

    public double Score(DateTimeOffset t, double v) => ++i % Math.Max(1, rows / 20) == 0 ? 1 : 0;
}

/// <summary>The product's own.</summary>
internal sealed class Own : IScorer
{
    private readonly EventRecovery.Anomalies.AnomalyDetector detector = new();

    public double Score(DateTimeOffset time, double value) => detector.Score(time, value);
}
