namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>What goes wrong in a series, from one row on.</summary>
internal sealed class Incident(Draft series, int at)
{
    private readonly Dice dice = series.Dice;

    public int At => at;

    /// <summary>It goes wrong in one of these ways, each as likely as the others.</summary>
    public void OneOf(params Action[] ways) => ways[dice.Int(0, ways.Length)]();

    public void Either(double chance, Action one, Action other) => (dice.Chance(chance) ? one : other)();

    /// <summary>Values jump up by about that height.</summary>
    public void Spike(int rows, double height) => Change(rows, (_, value) => value + (height * dice.Between(0.7, 1.1)));

    public void Shift(int rows, double by) => Change(rows, (_, value) => value + by);

    public void Scale(int rows, double by) => Change(rows, (_, value) => value * by);

    /// <summary>Other values than those that were to come.</summary>
    public void Replace(int rows, Func<int, double> value) => Change(rows, (row, _) => value(row));

    /// <summary>Some of the rows, each by this chance.</summary>
    public void ChangeSome(int rows, double chance, Func<double, double> change) =>
        Change(rows, (_, value) => dice.Chance(chance) ? change(value) : value);

    public void Change(int rows, Func<int, double, double> change)
    {
        for (var row = at; row < Math.Min(series.Rows, at + rows); row++)
        {
            series.Values[row] = change(row, series.Values[row]);
        }
    }
}
