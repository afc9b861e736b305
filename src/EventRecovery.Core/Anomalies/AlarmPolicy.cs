namespace EventRecovery.Anomalies;

/// <summary>
/// Makes one score of a value's surprises, and rests after an alarm: an incident is one alarm, not one a row.
/// <code>
///   watching ── surprise reaches the alarm line ──► resting ── a while ──► watching
///                                                    └── clearly worse than what it rests from: alarm again
/// </code>
/// </summary>
internal sealed class AlarmPolicy
{
    private const int WarmUp = 30;

    // The surprise, in powers of ten, from which on it is an alarm.
    private const double AlarmLine = 3.1;
    private const double ClearlyWorse = 1.3;
    private const double ShareOfLargest = 0.75;
    private const double ShareOfRank = 0.3;
    private const double FinalHalfLife = 6000;

    // An alarm is followed by a rest of this share of the rows so far: what is news depends on how much was seen.
    private const double RestShare = 0.06;
    private const double ShortestRest = 20;
    private const double LongestRest = 600;

    private readonly TailSketch ownPast = new(FinalHalfLife);
    private long count;
    private double restLength;
    private double restLeft;
    private double restsFrom;

    public double Score(Surprises surprises)
    {
        count++;
        var surprise = Rank(Combine(surprises));
        var shown = Rest(surprise);
        return count < WarmUp ? 0 : ToScore(shown);
    }

    // Each measurement starts from its own handicap: slow ones stay high for long, and so find less by it.
    private static double Combine(Surprises s)
    {
        ReadOnlySpan<double> all =
        [
            s.Level - 0.6,
            s.Step + 0.1,
            s.Rhythm,
            s.ShortRun - 0.4,
            s.LongRun - 0.6,
            Math.Max(s.Burst - 0.2, s.Calm - 0.5),
            s.Shape + 0.4,
        ];
        var largest = 0.0;
        var sum = 0.0;
        foreach (var surprise in all)
        {
            largest = Math.Max(largest, surprise);
            sum += Math.Max(0, surprise);
        }
        return (ShareOfLargest * largest) + ((1 - ShareOfLargest) * 2 * sum / all.Length);
    }

    // In a series that is often surprising, less of it is news.
    private double Rank(double combined)
    {
        var rank = ownPast.Surprise(combined);
        ownPast.Add(combined);
        return (ShareOfRank * rank) + ((1 - ShareOfRank) * combined);
    }

    private double Rest(double surprise)
    {
        if (restLeft <= 0)
        {
            return surprise >= AlarmLine ? Alarm(surprise) : surprise;
        }
        restLeft--;
        if (surprise > restsFrom + ClearlyWorse)
        {
            return Alarm(surprise);
        }
        // Just below the line at first: whoever ranks rows sees that the incident may still be on.
        var lingering = AlarmLine * Math.Min(1, restLeft / (0.5 * restLength));
        return Math.Min(Math.Max(surprise, lingering), 0.98 * AlarmLine);
    }

    private double Alarm(double surprise)
    {
        restsFrom = surprise;
        restLength = Math.Clamp(RestShare * count, ShortestRest, LongestRest);
        restLeft = restLength;
        return surprise;
    }

    private static double ToScore(double surprise) =>
        surprise < AlarmLine
            ? AnomalyDetector.AlarmScore * Math.Max(0, surprise) / AlarmLine
            : 1 - ((1 - AnomalyDetector.AlarmScore) * Math.Exp((AlarmLine - surprise) / 3));
}
