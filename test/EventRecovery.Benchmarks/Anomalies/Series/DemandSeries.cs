using static EventRecovery.Benchmarks.Anomalies.Series.SeriesKinds;

namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>What many people do at once: by the hour of the day and the day of the week.</summary>
internal static class DemandSeries
{
    public static Draft Requests(Dice dice)
    {
        var series = new Draft(dice, WeeksOfRows(dice), FiveMinutes);
        var mean = dice.Between(5, 300);
        var depth = dice.Between(0.3, 0.9);
        var peak = dice.Between(10, 20);
        var spread = dice.Between(0.1, 0.4);
        series.Fill(row =>
            dice.Poisson(
                mean
                    * (1 - depth + (depth * series.Busy(row, peak, 1.5)))
                    * (series.IsWeekend(row) ? 0.8 : 1)
                    * dice.LogNormal(spread)
            )
        );
        series.GoWrong(
            dice.Int(1, 4),
            incident =>
                incident.OneOf(
                    () => incident.Spike(dice.Int(1, 6), mean * dice.Between(2.5, 6)),
                    () => incident.Scale(dice.Int(10, 60), dice.Between(0, 0.1)),
                    () => incident.Scale(dice.Int(30, 150), dice.Between(2, 3.5))
                )
        );
        series.Count();
        return series;
    }

    /// <summary>Bursts echo for a while, which is usual; some are far larger, and that is not.</summary>
    public static Draft Tweets(Dice dice)
    {
        var series = new Draft(dice, 15800 + dice.Int(0, 150), FiveMinutes);
        var mean = dice.Between(3, 90);
        var spread = dice.Between(0.25, 0.5);
        var burst = dice.Between(0.0005, 0.003);
        var peak = dice.Between(13, 20);
        var echo = 0.0;
        series.Fill(row =>
        {
            echo *= 0.85;
            echo += dice.Chance(burst) ? mean * Math.Min(8, dice.Heavy(1.2)) : 0;
            var usual = mean * (0.35 + series.Busy(row, peak, 1.2)) * (series.IsWeekend(row) ? 0.7 : 1);
            return dice.Poisson((usual + echo) * dice.LogNormal(spread));
        });
        series.GoWrong(
            dice.Int(2, 5),
            incident =>
            {
                var height = mean * dice.Between(10, 60);
                var fade = dice.Between(0.8, 0.985);
                incident.Change(
                    150,
                    (_, value) =>
                    {
                        value += Math.Round(height * dice.LogNormal(0.25));
                        height *= fade;
                        return value;
                    }
                );
            }
        );
        return series;
    }

    /// <summary>Weekends have hours of their own. Storms empty the streets, feasts fill them, and on holidays another hour's demand comes.</summary>
    public static Draft Taxi(Dice dice)
    {
        var series = new Draft(dice, 10320, TimeSpan.FromMinutes(30));
        var mean = dice.Between(8000, 20000);
        var noise = dice.Between(0.02, 0.06);
        var wander = 0.0;
        series.Fill(row =>
        {
            wander = (0.995 * wander) + (0.003 * dice.Normal());
            return mean * Shape(row) * Math.Exp(wander) * (1 + (noise * dice.Normal()));
        });
        series.GoWrong(
            dice.Int(4, 6),
            incident =>
            {
                var rows = dice.Int(16, 60);
                incident.OneOf(
                    () => incident.Scale(rows, dice.Between(0.4, 0.7)),
                    () => incident.Scale(Math.Min(rows, 8), dice.Between(1.35, 1.8)),
                    () =>
                    {
                        var usual = (double[])series.Values.Clone();
                        incident.Replace(
                            rows,
                            row => usual[Math.Max(0, row - (series.RowsPerDay / 3))] * dice.Between(0.9, 1.0)
                        );
                    }
                );
            }
        );
        series.Count();
        return series;

        double Shape(int row) =>
            series.IsWeekend(row)
                ? 0.35 + (0.9 * series.Busy(row, 22, 1)) + (0.25 * series.Busy(row, 13, 3))
                : 0.25 + (0.75 * series.Busy(row, 19.5, 1.2)) + (0.35 * series.Busy(row, 8.5, 5));
    }

    public static Draft Ads(Dice dice)
    {
        var series = new Draft(dice, dice.Int(1500, 1700), TimeSpan.FromHours(1));
        var level = Math.Pow(10, dice.Between(-1, 0.5));
        var sigma = dice.Between(0.15, 0.4);
        var swing = dice.Between(0, 0.3);
        var harmless = dice.Between(0.002, 0.015);
        series.Fill(row =>
            level
            * (1 + (swing * series.Swing(row)))
            * dice.LogNormal(sigma)
            * (dice.Chance(harmless) ? dice.Between(1.5, 3) : 1)
        );
        series.GoWrong(
            dice.Int(1, 4),
            incident =>
                incident.Either(
                    0.75,
                    () => incident.Spike(dice.Int(1, 3), level * Math.Exp(2.5 * sigma) * dice.Between(1.8, 6)),
                    () =>
                        incident.Scale(
                            dice.Int(15, 50),
                            dice.Chance(0.5) ? dice.Between(1.8, 3) : dice.Between(0.2, 0.5)
                        )
                )
        );
        return series;
    }
}
