namespace EventRecovery.Anomalies;

/// <summary>Means that one wild value does not carry away.</summary>
internal static class Errors
{
    private const double Wildest = 8;
    private const double ShareOfSpread = 0.3;

    /// <summary>The size of an error, cut off at a multiple of the mean error so far.</summary>
    /// <param name="spread">The uncut mean distance from the level: lets a mean of 0 grow again.</param>
    /// <param name="early">Too little is known to call anything wild.</param>
    public static double Capped(double residual, double mean, double spread, bool early) =>
        early ? Math.Abs(residual) : Math.Min(Math.Abs(residual), Wildest * Math.Max(mean, ShareOfSpread * spread));
}
