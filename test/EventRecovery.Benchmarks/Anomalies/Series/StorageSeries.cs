using static EventRecovery.Benchmarks.Anomalies.Series.SeriesKinds;

namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>What disks and memory take.</summary>
internal static class StorageSeries
{
    /// <summary>Mostly nothing, now and then a burst. Bursts grow, or come thick.</summary>
    public static Draft Disk(Dice dice)
    {
        var series = new Draft(dice, WeeksOfRows(dice), FiveMinutes);
        var size = Math.Pow(10, dice.Between(0, 8));
        var often = dice.Between(0.002, 0.05);
        series.Fill(_ =>
            dice.Chance(often) ? Burst()
            : dice.Chance(0.3) ? size * 0.001 * dice.Uniform()
            : 0
        );
        series.GoWrong(
            dice.Int(1, 4),
            incident =>
                incident.Either(
                    0.5,
                    () => incident.Spike(dice.Int(1, 4), size * dice.Between(4, 12)),
                    () => incident.ChangeSome(dice.Int(15, 100), 0.7, _ => Burst())
                )
        );
        return series;

        double Burst() => size * dice.LogNormal(0.4);
    }

    /// <summary>It grows, for ever or until it is freed. It leaks, or jumps.</summary>
    public static Draft Memory(Dice dice)
    {
        var series = new Draft(dice, WeeksOfRows(dice), FiveMinutes);
        var bottom = dice.Between(20, 40);
        var slope = dice.Between(0.002, 0.03);
        var noise = dice.Between(0.05, 0.4);
        var top = dice.Between(60, 90);
        var isFreed = !dice.Chance(0.5);
        var used = bottom;
        series.Fill(_ =>
        {
            used += slope;
            used = isFreed && used > top ? bottom : used;
            return used + (noise * dice.Normal());
        });
        series.GoWrong(
            dice.Int(1, 3),
            incident =>
                incident.Either(
                    0.5,
                    () =>
                        incident.Change(
                            dice.Int(50, 300),
                            (row, value) => value + (slope * dice.Between(10, 30) * (row - incident.At))
                        ),
                    () => incident.Shift(dice.Int(5, 100), noise * dice.Between(8, 25) * (dice.Chance(0.5) ? 1 : -1))
                )
        );
        return series;
    }
}
