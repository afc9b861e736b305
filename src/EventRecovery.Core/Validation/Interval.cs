namespace EventRecovery.Validation;

/// <summary>A rate, with the interval that holds the true one in 95 of 100 trials (Wilson's: sound for few events and rare ones).</summary>
public sealed record Interval(double Rate, double Low, double High)
{
    private const double Z = 1.959963984540054;

    public static Interval Of(long hits, long trials)
    {
        if (trials == 0)
        {
            return new Interval(0, 0, 1);
        }
        var n = (double)trials;
        var rate = hits / n;
        var middle = rate + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt(((rate * (1 - rate)) + (Z * Z / (4 * n))) / n);
        var scale = 1 + (Z * Z / n);
        return new Interval(
            rate,
            hits == 0 ? 0 : Math.Max(0, (middle - half) / scale),
            hits == trials ? 1 : Math.Min(1, (middle + half) / scale)
        );
    }
}
