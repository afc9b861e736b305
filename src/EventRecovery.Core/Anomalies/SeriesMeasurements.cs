namespace EventRecovery.Anomalies;

/// <summary>Measures each value against the series so far, and learns it only then.</summary>
internal sealed class SeriesMeasurements
{
    private const double SlowRate = 0.002;
    private const double FastRate = 0.2;
    private const double ShortRunRate = 1.0 / 8;
    private const double LongRunRate = 1.0 / 40;
    private const double StepRate = 1.0 / 16;
    private const int Early = 50;

    // A rhythm is followed when it foretells values better than the level does.
    private const double WorthFollowing = 0.95;
    private const double LargestInRun = 6;
    private const double Negligible = 0.001;

    private readonly TwoSidedTail levelTail = new();
    private readonly TwoSidedTail stepTail = new();
    private readonly TwoSidedTail rhythmTail = new();
    private readonly TwoSidedTail shortRunTail = new();
    private readonly TwoSidedTail longRunTail = new();
    private readonly TailSketch burstTail = new();
    private readonly TailSketch calmTail = new();
    private readonly TailSketch shapeTail = new();
    private readonly RhythmProfile day = new(96, TimeSpan.FromMinutes(15), visitsBeforeUse: 2);
    private readonly RhythmProfile week = new(168, TimeSpan.FromHours(1), visitsBeforeUse: 2);
    private readonly ShapeMemory shapes = new();

    private long count;
    private double level;
    private double lately;
    private double last;

    /// <summary>Mean distance from the level: of all values, and with wild ones cut off.</summary>
    private double spread;
    private double error;
    private double steps;
    private double shortRun;
    private double longRun;
    private (double Level, double Spread)? shapeScale;

    /// <summary>Of the last value taken.</summary>
    public Surprises Surprises { get; private set; }

    public void Take(DateTimeOffset time, double value)
    {
        if (++count == 1)
        {
            level = lately = last = value;
        }
        var levelSurprise = levelTail.Take(value - level);
        var stepSurprise = stepTail.Take(value - lately);
        var (deviation, rhythmSurprise) = FollowRhythm(time, value);
        var inRun = Math.Clamp(deviation, -LargestInRun, LargestInRun);
        shortRun += ShortRunRate * (inRun - shortRun);
        longRun += LongRunRate * (inRun - longRun);
        steps += StepRate * (Errors.Capped(value - last, error, spread, count < Early) - steps);
        var calm = steps + (Negligible * error);
        Surprises = new Surprises(
            levelSurprise,
            stepSurprise,
            rhythmSurprise,
            shortRunTail.Take(shortRun),
            longRunTail.Take(longRun),
            Rank(burstTail, steps),
            Rank(calmTail, calm > 0 ? 1 / calm : 0),
            Rank(shapeTail, Shape(value))
        );
        last = value;
        lately += FastRate * (value - lately);
        var most = count < 2 * Early ? double.MaxValue : 6 * Math.Max(error, 0.3 * spread);
        level += Math.Max(1.0 / count, SlowRate) * Math.Clamp(value - level, -most, most);
    }

    /// <summary>How far the value is from the best expectation of it, in that expectation's usual errors.</summary>
    private (double Deviation, double Surprise) FollowRhythm(DateTimeOffset time, double value)
    {
        day.Turn(time);
        week.Turn(time);
        var fromLevel = value - level;
        var fromDay = value - day.LevelOr(level);
        var fromWeek = value - week.LevelOr(day.LevelOr(level));

        var (best, residual, usual, rhythmic) = (error, fromLevel, error, false);
        if (day.IsKnown && day.Error < WorthFollowing * best)
        {
            (best, residual, usual, rhythmic) = (day.Error, fromDay, day.Deviation, true);
        }
        if (week.IsKnown && week.Error < WorthFollowing * best)
        {
            (residual, usual, rhythmic) = (fromWeek, week.Deviation, true);
        }

        var rate = Math.Max(SlowRate, 1.0 / count);
        spread += rate * (Math.Abs(fromLevel) - spread);
        error += rate * (Errors.Capped(fromLevel, error, spread, count < Early) - error);
        day.Follow(fromDay, rate, spread, count < Early);
        week.Follow(fromWeek, rate, spread, count < Early);

        usual += Negligible * error;
        var deviation = usual > 0 ? residual / usual : 0;
        var surprise = rhythmic ? rhythmTail.Take(deviation) : 0;
        day.Learn(value, fromDay, spread);
        week.Learn(value, fromWeek, spread);
        return (deviation, surprise);
    }

    private double Shape(double value)
    {
        if (shapeScale is null)
        {
            if (count < 30 || spread <= 0)
            {
                return 0;
            }
            shapeScale = (level, spread);
        }
        return shapes.Distance((value - shapeScale.Value.Level) / shapeScale.Value.Spread);
    }

    private static double Rank(TailSketch tail, double value)
    {
        var surprise = tail.Surprise(value);
        tail.Add(value);
        return surprise;
    }
}
