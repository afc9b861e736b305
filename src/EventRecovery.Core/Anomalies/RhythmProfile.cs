namespace EventRecovery.Anomalies;

/// <summary>What is usual at a time of the day, or of the week: a level and a deviation for each part of it.</summary>
internal sealed class RhythmProfile(int parts, TimeSpan part, int visitsBeforeUse)
{
    private const double SlowestRate = 0.05;
    private const double LeastDeviation = 0.4;

    // A value teaches a level by at most this many mean errors, or one incident would be tomorrow's expectation.
    private const double Boldness = 2;

    private readonly double[] level = new double[parts];
    private readonly double[] deviation = new double[parts];
    private readonly int[] visits = new int[parts];
    private int at;

    /// <summary>How far values lie from what was expected, on the whole.</summary>
    public double Error { get; private set; }

    /// <summary>Turns to a moment: the other members speak of it.</summary>
    public void Turn(DateTimeOffset time)
    {
        // Day 1 of the calendar was a Monday, so days count from the start of a week.
        var slot = time.UtcTicks / part.Ticks;
        at = (int)(slot % parts);
    }

    public bool IsKnown => visits[at] >= visitsBeforeUse;

    public double Deviation => Math.Max(deviation[at], LeastDeviation * Error);

    /// <summary>The usual level now, or what to take instead while nothing is known.</summary>
    public double LevelOr(double otherwise) => visits[at] > 0 ? level[at] : otherwise;

    /// <summary>Follows the error that its expectation had.</summary>
    public void Follow(double residual, double rate, double spread, bool early) =>
        Error += rate * (Errors.Capped(residual, Error, spread, early) - Error);

    public void Learn(double value, double residual, double spread)
    {
        var step = Boldness * Math.Max(Error, 0.1 * spread);
        if (visits[at] == 0)
        {
            level[at] = value;
            deviation[at] = step / 2;
        }
        else
        {
            var rate = Math.Max(1.0 / (visits[at] + 1), SlowestRate);
            var most = step * (1 + (4.0 / visits[at]));
            level[at] += rate * Math.Clamp(residual, -most, most);
            deviation[at] += rate * (Math.Min(Math.Abs(residual), 4 * step) - deviation[at]);
        }
        visits[at] = Math.Min(visits[at] + 1, int.MaxValue - 1);
    }
}
