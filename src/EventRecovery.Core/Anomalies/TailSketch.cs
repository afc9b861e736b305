namespace EventRecovery.Anomalies;

/// <summary>
/// How large values were, in 512 buckets of an eighth of an octave, older values fading; tells how rare a value is among them. Above the
/// top few per cent it goes on along a Pareto tail fitted to them, so that what was never seen is graded as well.
/// </summary>
internal sealed class TailSketch
{
    private const int Buckets = 512;
    private const int BucketBits = 49;
    private const double HalfLife = 4000;
    private const double TailShare = 0.03;
    private const int Fewest = 8;

    // Before the tail has values of its own it is taken for a wide one: two values that lie half an octave out.
    private const double PriorValues = 2;
    private const double PriorExcess = 4;
    private const double LeastExcess = 0.5;
    private const double Rarest = 1e-30;
    private static readonly double Ln2 = Math.Log(2);

    // Cumulative weights in a Fenwick tree: a rank costs nine steps.
    private readonly double[] tree = new double[Buckets + 1];
    private readonly double[] weights = new double[Buckets];
    private readonly double halfLife;
    private double total;
    private double zeros;
    private double unit = 1;
    private long? origin;
    private long seen;
    private int sinceFit;
    private double tailFrom = Buckets;
    private double tailWeight = 1;
    private double tailSlope = 1;

    public TailSketch(double halfLife = HalfLife) => this.halfLife = halfLife;

    /// <summary>−log10 of the share of earlier values that were at least as large: 2 is one in a hundred. 0 for what is not above 0.</summary>
    public double Surprise(double value)
    {
        if (seen < Fewest || !(value > 0))
        {
            return 0;
        }
        if (origin is null)
        {
            return Math.Log10(seen + 1);
        }
        var position = Position(value);
        var share =
            position > tailFrom
                ? tailWeight * Math.Exp(-tailSlope * (position - tailFrom))
                : ((AtLeast((int)Math.Clamp(position, 0, Buckets - 1)) / unit) + 0.5) / ((total / unit) + 1);
        return -Math.Log10(Math.Max(share, Rarest));
    }

    public void Add(double value)
    {
        seen++;
        // What was seen while little was known fades fastest.
        unit *= 1 + (Ln2 / Math.Min(halfLife, 50 + (0.5 * seen)));
        total += unit;
        if (value > 0)
        {
            origin ??= Key(value);
            var bucket = (int)Math.Clamp(Key(value) - origin.Value + (Buckets / 2), 0, Buckets - 1);
            weights[bucket] += unit;
            for (var at = bucket + 1; at <= Buckets; at += at & -at)
            {
                tree[at] += unit;
            }
        }
        else
        {
            zeros += unit;
        }
        if (unit > 1e100)
        {
            Rescale();
        }
        if (++sinceFit >= (seen < 256 ? 8 : 32))
        {
            sinceFit = 0;
            FitTail();
        }
    }

    // Exponent and leading bits of the mantissa: a logarithm that costs a shift.
    private static long Key(double value) => BitConverter.DoubleToInt64Bits(value) >> BucketBits;

    private double Position(double value)
    {
        var within = BitConverter.DoubleToInt64Bits(value) & ((1L << BucketBits) - 1);
        return Key(value) - origin!.Value + (Buckets / 2) + ((double)within / (1L << BucketBits));
    }

    private double AtLeast(int bucket)
    {
        var upTo = 0.0;
        for (var at = bucket + 1; at > 0; at -= at & -at)
        {
            upTo += tree[at];
        }
        return total - zeros - upTo + (0.5 * weights[bucket]);
    }

    // Hill's estimator: beyond the tail's start, logarithms are exponentially distributed.
    private void FitTail()
    {
        var wanted = Math.Max(total * TailShare, Math.Min(6 * unit, total / 4));
        var above = 0.0;
        var sum = 0.0;
        var bucket = Buckets - 1;
        for (; bucket > 0 && above < wanted; bucket--)
        {
            above += weights[bucket];
            sum += weights[bucket] * (bucket + 0.5);
        }
        if (above <= 0)
        {
            tailFrom = Buckets;
            return;
        }
        tailFrom = bucket + 1;
        var prior = PriorValues * unit;
        var excess = (sum - (above * tailFrom) + (prior * PriorExcess)) / (above + prior);
        tailSlope = 1 / Math.Max(excess, LeastExcess);
        tailWeight = (above + (0.5 * unit)) / (total + unit);
    }

    private void Rescale()
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            weights[bucket] /= unit;
            tree[bucket + 1] /= unit;
        }
        total /= unit;
        zeros /= unit;
        unit = 1;
    }
}
