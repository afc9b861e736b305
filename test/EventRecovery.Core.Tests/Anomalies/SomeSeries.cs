namespace EventRecovery.Anomalies;

/// <summary>Rows every five minutes, with numbers that are the same in every run.</summary>
internal static class SomeSeries
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset TimeOf(int row) => Begin.AddMinutes(5.0 * row);

    /// <summary>Between −1 and 1, as good as independent.</summary>
    public static double Noise(int row)
    {
        var mixed = (ulong)(row + 1) * 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return ((mixed ^ (mixed >> 31)) >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    public static double Flat(int row) => 40 + Noise(row);

    public static double Daily(int row) =>
        60 + (40 * Math.Sin(TimeOf(row).TimeOfDay.TotalDays * 2 * Math.PI)) + Noise(row);

    public static double Trend(int row) => (0.01 * row) + Noise(row);

    public static double[] Scores(Func<int, double> series, int rows)
    {
        var detector = new AnomalyDetector();
        return [.. Enumerable.Range(0, rows).Select(row => detector.Score(TimeOf(row), series(row)))];
    }

    public static IEnumerable<int> Alarms(double[] scores, int from = 750) =>
        Enumerable.Range(from, scores.Length - from).Where(row => scores[row] >= AnomalyDetector.AlarmScore);
}
