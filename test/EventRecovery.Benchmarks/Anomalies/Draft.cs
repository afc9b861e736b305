namespace EventRecovery.Benchmarks.Anomalies;

/// <summary>A series under construction.</summary>
internal sealed class Draft
{
    public Dice D { get; }
    public int N { get; }
    public TimeSpan Step { get; }
    public double[] V { get; }
    public DateTimeOffset[] T { get; }
    public List<int> Wrong { get; } = [];

    public Draft(Dice d, int n, TimeSpan step, bool irregular = false)
    {
        D = d;
        N = n;
        Step = step;
        V = new double[n];
        T = new DateTimeOffset[n];
        var t = new DateTimeOffset(2014, 2, 1, 0, 0, 0, TimeSpan.Zero)
            .AddDays(d.Int(0, 300))
            .AddMinutes(d.Int(0, 1440));
        for (var i = 0; i < n; i++)
        {
            T[i] = t;
            t += irregular
                ? TimeSpan.FromTicks((long)(step.Ticks * (d.Chance(0.1) ? d.Between(1, 12) : d.Between(0.5, 1.3))))
                : step;
            if (d.Chance(0.0005))
                t += step * d.Int(2, 40); // a gap
        }
    }

    public double Hour(int i) => T[i].TimeOfDay.TotalHours;

    public double Day => TimeSpan.FromDays(1) / Step;

    public bool Weekend(int i) => T[i].DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public int PerHour => Math.Max(1, (int)(TimeSpan.FromHours(1) / Step));
}
