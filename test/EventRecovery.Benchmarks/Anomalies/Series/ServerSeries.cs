using static EventRecovery.Benchmarks.Anomalies.Series.SeriesKinds;

namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>What servers report of themselves.</summary>
internal static class ServerSeries
{
    public static Draft Cpu(Dice dice)
    {
        var series = new Draft(dice, WeeksOfRows(dice), FiveMinutes);
        var level = dice.Between(1, 60);
        var noise = level * dice.Between(0.01, 0.12);
        var harmless = dice.Between(0, 0.01);
        var memory = dice.Between(0, 0.9);
        var wander = 0.0;
        series.Fill(_ =>
        {
            wander = (memory * wander) + (dice.Normal() * noise);
            return level
                + wander
                + (dice.Chance(harmless) ? noise * dice.Between(3, 10) : 0)
                + (dice.Chance(0.02) ? noise * dice.Student(3) : 0);
        });
        series.GoWrong(
            dice.Int(1, 4),
            incident =>
                incident.OneOf(
                    () => incident.Spike(dice.Int(1, 4), noise * dice.Between(12, 40)),
                    () =>
                        incident.Shift(
                            dice.Int(200, 2000),
                            noise * dice.Between(4, 15) * (dice.Chance(0.5) ? 1 : -0.7)
                        ),
                    () => incident.ChangeSome(dice.Int(30, 150), 0.3, value => value + (noise * dice.Between(4, 12))),
                    () => incident.Shift(dice.Int(20, 100), -level * dice.Between(0.5, 0.95))
                )
        );
        series.NeverBelowZero();
        return series;
    }

    /// <summary>Jobs that come back, once a day or more often. They fail to come, come too often, or take too much.</summary>
    public static Draft CpuWithJobs(Dice dice)
    {
        var series = new Draft(dice, WeeksOfRows(dice), FiveMinutes);
        var level = dice.Between(5, 40);
        var noise = level * dice.Between(0.02, 0.1);
        var height = level * dice.Between(0.5, 3);
        var period = dice.Chance(0.5) ? series.RowsPerDay : dice.Int(12, 80);
        var width = dice.Int(1, 6);
        series.Fill(row => Idle() + (row % period < width ? Job() : 0));
        series.GoWrong(
            dice.Int(1, 3),
            incident =>
                incident.OneOf(
                    () => incident.Spike(dice.Int(1, 8), height * dice.Between(1.3, 2.5)),
                    () => incident.Replace(period * dice.Int(3, 6), _ => Idle()),
                    () =>
                        incident.Change(
                            Math.Max(60, period * 2),
                            (row, value) => row % Math.Max(2, period / 3) < width ? level + Job() : value
                        ),
                    () => incident.Shift(dice.Int(80, 600), height * dice.Between(0.4, 1))
                )
        );
        series.NeverBelowZero();
        return series;

        double Idle() => level + (dice.Normal() * noise);
        double Job() => height * dice.Between(0.8, 1.2);
    }

    public static Draft Network(Dice dice)
    {
        var series = new Draft(dice, WeeksOfRows(dice), FiveMinutes);
        var level = Math.Pow(10, dice.Between(3, 7));
        var sigma = dice.Between(0.15, 0.7);
        var memory = dice.Between(0.2, 0.9);
        var harmless = dice.Between(0, 0.01);
        var wander = 0.0;
        series.Fill(_ =>
        {
            wander = (memory * wander) + (Math.Sqrt(1 - (memory * memory)) * sigma * dice.Normal());
            return level * Math.Exp(wander) * (dice.Chance(harmless) ? dice.Between(2, 5) : 1);
        });
        series.GoWrong(
            dice.Int(1, 4),
            incident =>
                incident.Either(
                    0.5,
                    () => incident.Spike(dice.Int(1, 10), level * Math.Exp(3 * sigma) * dice.Between(2, 8)),
                    () =>
                        incident.Scale(
                            dice.Int(50, 400),
                            dice.Chance(0.7) ? dice.Between(2.5, 8) : dice.Between(0.02, 0.3)
                        )
                )
        );
        return series;
    }

    public static Draft Latency(Dice dice)
    {
        var series = new Draft(dice, dice.Chance(0.6) ? 4032 : dice.Int(4000, 12000), FiveMinutes);
        var level = dice.Between(20, 60);
        var noise = level * dice.Between(0.03, 0.08);
        var harmless = dice.Between(0.001, 0.01);
        series.Fill(_ => level + (noise * dice.Normal()) + (dice.Chance(harmless) ? noise * dice.Between(3, 8) : 0));
        series.GoWrong(
            dice.Int(1, 4),
            incident =>
                incident.Either(
                    0.6,
                    () => incident.Spike(dice.Int(1, 3), noise * dice.Between(10, 30)),
                    () => incident.Shift(dice.Int(10, 200), noise * dice.Between(2, 5))
                )
        );
        return series;
    }
}
