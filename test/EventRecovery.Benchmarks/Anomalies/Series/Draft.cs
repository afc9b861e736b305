namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>A series in the making: times first, then values, then what goes wrong. All of it by the same dice, in that order.</summary>
internal sealed class Draft
{
    private const double GapChance = 0.0005;
    private const int MostTries = 200;

    private readonly TimeSpan step;
    private readonly List<int> wrong = [];

    /// <param name="irregular">Rows come when they come, now and then much later.</param>
    public Draft(Dice dice, int rows, TimeSpan step, bool irregular = false)
    {
        (Dice, this.step) = (dice, step);
        (Values, Times) = (new double[rows], new DateTimeOffset[rows]);
        var time = new DateTimeOffset(2014, 2, 1, 0, 0, 0, TimeSpan.Zero)
            .AddDays(dice.Int(0, 300))
            .AddMinutes(dice.Int(0, 1440));
        for (var row = 0; row < rows; row++)
        {
            Times[row] = time;
            time += irregular ? Any(step) : step;
            time += dice.Chance(GapChance) ? step * dice.Int(2, 40) : TimeSpan.Zero;
        }
    }

    public Dice Dice { get; }

    public double[] Values { get; }

    public DateTimeOffset[] Times { get; }

    public int Rows => Values.Length;

    public int RowsPerDay => (int)(TimeSpan.FromDays(1) / step);

    public int RowsPerHour => Math.Max(1, (int)(TimeSpan.FromHours(1) / step));

    /// <summary>Of the day, from 0 to 24.</summary>
    public double Hour(int row) => Times[row].TimeOfDay.TotalHours;

    public bool IsWeekend(int row) => Times[row].DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>How busy it is at an hour: 1 at the peak, the sharper the less elsewhere.</summary>
    public static double Busy(double hour, double peak, double sharpness) =>
        Math.Exp(sharpness * (Math.Cos((hour - peak) / 24 * 2 * Math.PI) - 1));

    public double Busy(int row, double peak, double sharpness) => Busy(Hour(row), peak, sharpness);

    /// <summary>Up and down once a day, from −1 to 1.</summary>
    public double Swing(int row) => Math.Sin(Hour(row) / 24 * 2 * Math.PI);

    // Tick by tick, so that it is the same on every machine.
    private TimeSpan Any(TimeSpan about) =>
        TimeSpan.FromTicks((long)(about.Ticks * (Dice.Chance(0.1) ? Dice.Between(1, 12) : Dice.Between(0.5, 1.3))));

    public void Fill(Func<int, double> value)
    {
        for (var row = 0; row < Rows; row++)
        {
            Values[row] = value(row);
        }
    }

    public void NeverBelowZero() => Fill(row => Math.Max(0, Values[row]));

    /// <summary>Counts are whole, and never below zero.</summary>
    public void Count() => Fill(row => Math.Max(0, Math.Round(Values[row])));

    /// <summary>Something goes wrong some times: after the first part of the series, and apart from each other.</summary>
    public void GoWrong(int times, Action<Incident> how)
    {
        var places = new List<int>();
        for (var tries = 0; places.Count < times && tries < MostTries; tries++)
        {
            var at = Dice.Int((int)(Rows * 0.2), (int)(Rows * 0.95));
            if (places.TrueForAll(other => Math.Abs(other - at) >= Rows / 12))
            {
                places.Add(at);
            }
        }

        foreach (var at in places.Order())
        {
            how(GoWrongAt(at));
        }
    }

    public Incident GoWrongAt(int row)
    {
        wrong.Add(row);
        return new Incident(this, row);
    }

    /// <summary>The windows take a tenth of the rows between them, and lie around the first row that is wrong.</summary>
    public LabelledSeries Label(string kind, int seed)
    {
        var windows = new List<(int First, int Last)>();
        foreach (var at in wrong.Order())
        {
            var half = Math.Max(2, Rows / 10 / wrong.Count / 2);
            var (first, last) = (Math.Max(0, at - half), Math.Min(Rows - 1, at + half));
            if (windows is [.., var before] && before.Last >= first)
            {
                windows[^1] = (before.First, last);
            }
            else
            {
                windows.Add((first, last));
            }
        }

        return new LabelledSeries(kind, seed, Times, Values, [.. windows]);
    }
}
