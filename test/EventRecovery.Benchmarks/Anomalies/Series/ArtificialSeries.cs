using static EventRecovery.Benchmarks.Anomalies.Series.SeriesKinds;

namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>Textbook shapes, each with one property that changes.</summary>
internal static class ArtificialSeries
{
    private const int TwoWeeks = 4032;

    /// <summary>Every day the same, but for one day of the second week.</summary>
    public static Draft Daily(Dice dice)
    {
        var series = new Draft(dice, TwoWeeks, FiveMinutes);
        var low = dice.Between(10, 30);
        var high = low + dice.Between(30, 70);
        var noise = (high - low) * dice.Between(0.0, 0.08);
        var begin = dice.Between(6, 10);
        var end = dice.Between(16, 20);
        var isSmooth = dice.Chance(0.4);
        series.Fill(row => Usual(series.Hour(row)) + Noise());

        var day = dice.Int(8, 13);
        var way = dice.Int(0, 5);
        var morning = MorningOf(series, day, begin);
        var rows = Math.Min(series.Rows - morning, (int)((end - begin) * series.RowsPerHour));
        switch (way)
        {
            case 0:
                Morning().Replace(rows, _ => low + Noise());
                break;
            case 1:
                Morning().Change(rows, (_, value) => value + ((high - low) * dice.Between(0.45, 0.55)));
                break;
            case 2:
                Night(24).Replace(72, _ => low - ((high - low) * 0.3) + (noise * dice.Uniform()));
                break;
            case 3:
                Morning().Replace(rows, _ => low + ((high - low) * 0.5) + (noise * 0.1 * dice.Uniform()));
                break;
            default:
                Night(36).Replace(72, _ => Usual(hour: 12) + (2 * noise * dice.Uniform()));
                break;
        }

        return series;

        double Usual(double hour) =>
            isSmooth ? low + ((high - low) * Draft.Busy(hour, 13, 2))
            : hour > begin && hour < end ? high
            : low;
        double Noise() => dice.Uniform() * 2 * noise;
        Incident Morning() => series.GoWrongAt(morning);
        Incident Night(int later) => series.GoWrongAt(Math.Min(series.Rows - 120, morning + rows + later));
    }

    /// <summary>Noise grows, the value hangs, or the rhythm quickens.</summary>
    public static Draft Variance(Dice dice)
    {
        var series = new Draft(dice, WeeksOfRows(dice), FiveMinutes);
        var level = dice.Between(20, 100);
        var noise = level * dice.Between(0.02, 0.1);
        var swing = dice.Between(0, 4) * noise;
        var period = dice.Int(20, 100);
        series.Fill(row => level + (noise * dice.Normal()) + (swing * Wave(row, period)));
        series.GoWrong(
            dice.Int(1, 3),
            incident =>
            {
                var rows = dice.Int(40, 300);
                incident.OneOf(
                    () =>
                    {
                        var times = dice.Between(2.5, 6);
                        incident.Change(rows, (_, value) => value + (times * noise * dice.Normal()));
                    },
                    () =>
                    {
                        var held = series.Values[incident.At];
                        incident.Replace(rows, _ => held);
                    },
                    () =>
                        incident.Change(
                            rows,
                            (row, value) =>
                                value + (Math.Max(swing, 2.5 * noise) * (Wave(row, period / 2.7) - Wave(row, period)))
                        )
                );
            }
        );
        return series;
    }

    /// <summary>Peaks that come at any time come eight times as often.</summary>
    public static Draft Density(Dice dice)
    {
        var series = new Draft(dice, TwoWeeks, FiveMinutes);
        var height = dice.Between(10, 50);
        double every = dice.Int(40, 150);
        series.Fill(_ => dice.Chance(1 / every) ? Peak() : dice.Between(0, 0.02) * height);
        series.GoWrong(dice.Int(1, 3), incident => incident.ChangeSome(dice.Int(60, 200), 8 / every, _ => Peak()));
        return series;

        double Peak() => height * dice.Between(0.8, 1.2);
    }

    /// <summary>The level changes for good.</summary>
    public static Draft Steps(Dice dice)
    {
        var series = new Draft(dice, WeeksOfRows(dice), FiveMinutes);
        var level = dice.Between(2, 50);
        var noise = level * dice.Between(0.01, 0.08);
        var unit = noise * 0.2;
        series.Fill(_ => level + (Math.Round(noise * dice.Normal() / unit) * unit));
        series.GoWrong(
            dice.Int(1, 3),
            incident => incident.Shift(series.Rows, noise * dice.Between(5, 20) * (dice.Chance(0.6) ? 1 : -0.6))
        );
        series.NeverBelowZero();
        return series;
    }

    /// <summary>Nothing is wrong: every alarm is a false one.</summary>
    public static Draft Calm(Dice dice)
    {
        var series = new Draft(dice, TwoWeeks, FiveMinutes);
        var kind = dice.Int(0, 4);
        var level = dice.Between(10, 100);
        series.Fill(row =>
            kind switch
            {
                0 => level,
                1 => level + (dice.Uniform() * 5),
                2 => (level * (1 + series.Busy(row, 12, 2))) + dice.Normal(),
                _ => series.Hour(row) > 9 && series.Hour(row) < 18 ? level * 2 : level,
            }
        );
        return series;
    }

    /// <summary>The first row of a working day, counted from the first row.</summary>
    private static int MorningOf(Draft series, int day, double begin)
    {
        var from = Math.Min(
            Array.FindIndex(series.Times, time => (time - series.Times[0]).TotalDays >= day),
            series.Rows - 300
        );
        var morning = Array.FindIndex(
            series.Times,
            from,
            time => time.TimeOfDay.TotalHours >= begin && time.TimeOfDay.TotalHours < begin + 0.2
        );
        return morning < 0 ? series.Rows - 1 : morning;
    }

    private static double Wave(int row, double period) => Math.Sin(2 * Math.PI * row / period);
}
