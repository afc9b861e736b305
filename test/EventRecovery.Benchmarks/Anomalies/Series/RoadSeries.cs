namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>What sensors in a road count, when they do: rows come at any time.</summary>
internal static class RoadSeries
{
    private const double Slowest = 3;

    public static Draft Speed(Dice dice)
    {
        var series = Irregular(dice);
        var free = dice.Between(60, 80);
        var noise = dice.Between(2, 5);
        var rush = dice.Between(0, 25);
        var wander = 0.0;
        series.Fill(row =>
        {
            wander = (0.4 * wander) + (dice.Normal() * noise);
            var hours = series.IsWeekend(row) ? 0 : rush * (series.Busy(row, 8, 12) + series.Busy(row, 17, 8));
            return Driven(free + wander - hours - (dice.Chance(0.01) ? dice.Between(5, 20) : 0));
        });
        series.GoWrong(
            dice.Int(1, 4),
            jam => jam.Change(dice.Int(2, 30), (_, speed) => Driven(speed * dice.Between(0.15, 0.6)))
        );
        return series;
    }

    public static Draft Occupancy(Dice dice)
    {
        var series = Irregular(dice);
        var mean = dice.Between(3, 10);
        var spread = dice.Between(0.2, 0.5);
        series.Fill(row =>
        {
            var rush = series.Busy(row, 8, 4) + (1.2 * series.Busy(row, 17, 3));
            var usual = mean * (0.3 + ((series.IsWeekend(row) ? 0.7 : 1) * rush));
            return Math.Round(usual * dice.LogNormal(spread) * (dice.Chance(0.004) ? 1.8 : 1), 2);
        });
        series.GoWrong(dice.Int(1, 4), jam => jam.Spike(dice.Int(1, 12), mean * dice.Between(3, 7)));
        return series;
    }

    private static Draft Irregular(Dice dice) =>
        new(dice, dice.Int(1100, 2500), TimeSpan.FromMinutes(dice.Between(5, 10)), irregular: true);

    private static double Driven(double speed) => Math.Max(Slowest, Math.Round(speed));
}
