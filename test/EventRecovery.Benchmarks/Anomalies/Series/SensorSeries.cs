namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>Temperatures: slow to change, and never quite the same.</summary>
internal static class SensorSeries
{
    /// <summary>A machine that cools down when it fails.</summary>
    public static Draft Machine(Dice dice)
    {
        var series = new Draft(dice, dice.Int(12000, 22700), SeriesKinds.FiveMinutes);
        var level = dice.Between(70, 100);
        var noise = dice.Between(0.3, 1);
        var (slow, quick) = (0.0, 0.0);
        series.Fill(row =>
        {
            slow = (0.9995 * slow) + (0.15 * dice.Normal());
            quick = (0.97 * quick) + (noise * dice.Normal());
            return level + Math.Max(-15, slow) + quick + (3 * series.Swing(row));
        });
        series.GoWrong(
            dice.Int(2, 5),
            incident =>
            {
                var rows = Math.Min(dice.Int(60, 500), series.Rows - incident.At);
                var depth = dice.Between(20, 60);
                incident.Change(
                    rows,
                    (row, value) =>
                        value - (depth * Math.Sin(Math.PI * Math.Min(1, (row - incident.At + 1.0) / (rows + 1))))
                );
            }
        );
        return series;
    }

    /// <summary>A room that is warmer by day, less so on weekends.</summary>
    public static Draft Ambient(Dice dice)
    {
        var series = new Draft(dice, dice.Int(5000, 7300), TimeSpan.FromHours(1));
        var level = dice.Between(15, 75);
        var warmth = dice.Between(1, 4);
        var (slow, quick) = (0.0, 0.0);
        series.Fill(row =>
        {
            slow = (0.998 * slow) + (0.15 * dice.Normal());
            quick = (0.8 * quick) + (0.5 * dice.Normal());
            return level + slow + quick + (warmth * series.Busy(row, 15, 1) * (series.IsWeekend(row) ? 0.4 : 1));
        });
        series.GoWrong(
            dice.Int(1, 4),
            incident =>
            {
                var rows = dice.Int(8, 80);
                var by = dice.Between(5, 12) * (dice.Chance(0.4) ? 1 : -1);
                incident.Change(rows, (row, value) => value + (by * Math.Min(1, (row - incident.At + 1) / 4.0)));
            }
        );
        return series;
    }
}
