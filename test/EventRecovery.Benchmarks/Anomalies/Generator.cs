namespace EventRecovery.Benchmarks.Anomalies;

/// <summary>Makes labelled series from seeds, in the kinds that servers, people and machines make, each with something wrong in it.</summary>
internal static partial class Generator
{
    public static readonly IReadOnlyList<(string Kind, Func<Dice, Draft> Make)> Kinds =
    [
        ("cpu", Cpu),
        ("cpu-jobs", CpuJobs),
        ("network", Network),
        ("requests", Requests),
        ("tweets", Tweets),
        ("taxi", Taxi),
        ("machine", Machine),
        ("ambient", Ambient),
        ("ads", Ads),
        ("speed", Speed),
        ("occupancy", Occupancy),
        ("daily", Daily),
        ("latency", Latency),
        ("disk", Disk),
        ("memory", Memory),
        ("variance", Variance),
        ("density", Density),
        ("steps", Steps),
        ("calm", Calm),
    ];

    public static LabelledSeries Make(string kind, int seed)
    {
        var k = Kinds.Select(x => x.Kind).ToList().IndexOf(kind);
        var d = new Dice((ulong)(seed * 1000 + k));
        var draft = Kinds[k].Make(d);
        var w = Windows(draft);
        return new LabelledSeries(kind, seed, draft.T, draft.V, w);
    }

    // The windows take a tenth of the rows between them, and lie around the first row that is wrong.
    private static (int, int)[] Windows(Draft s)
    {
        if (s.Wrong.Count == 0)
            return [];
        var half = Math.Max(2, s.N / 10 / s.Wrong.Count / 2);
        var list = new List<(int, int)>();
        foreach (var at in s.Wrong.Order())
        {
            var a = Math.Max(0, at - half);
            var b = Math.Min(s.N - 1, at + half);
            if (list.Count > 0 && list[^1].Item2 >= a)
                list[^1] = (list[^1].Item1, b);
            else
                list.Add((a, b));
        }
        return [.. list];
    }

    // Where something goes wrong: after the first part, and apart from each other.
    private static void Place(Draft s, int count, Func<int, int> apply)
    {
        var d = s.D;
        var taken = new List<int>();
        for (var tries = 0; taken.Count < count && tries < 200; tries++)
        {
            var at = d.Int((int)(s.N * 0.2), (int)(s.N * 0.95));
            if (taken.Any(x => Math.Abs(x - at) < s.N / 12))
                continue;
            taken.Add(at);
        }
        foreach (var at in taken.Order())
        {
            apply(at);
            s.Wrong.Add(at);
        }
    }

    private static int Len(Draft s, int wanted, int at) => Math.Max(1, Math.Min(wanted, s.N - at));

    private static int Rows(Dice d) => d.Chance(0.7) ? 4032 : d.Int(4000, 18000);

    private static TimeSpan Min(double m) => TimeSpan.FromMinutes(m);

    private static double Wave(double hour, double peak, double sharp) =>
        Math.Exp(sharp * (Math.Cos((hour - peak) / 24 * 2 * Math.PI) - 1));

    private static void Spike(Draft s, int at, int length, double height)
    {
        for (var i = at; i < Math.Min(s.N, at + length); i++)
            s.V[i] += height * s.D.Between(0.7, 1.1);
    }

    private static void Shift(Draft s, int at, int length, double by)
    {
        for (var i = at; i < Math.Min(s.N, at + length); i++)
            s.V[i] += by;
    }

    private static void Scale(Draft s, int at, int length, double by)
    {
        for (var i = at; i < Math.Min(s.N, at + length); i++)
            s.V[i] *= by;
    }

    private static void Clip(Draft s)
    {
        for (var i = 0; i < s.N; i++)
            s.V[i] = Math.Max(0, s.V[i]);
    }

    private static void Round(Draft s)
    {
        for (var i = 0; i < s.N; i++)
            s.V[i] = Math.Max(0, Math.Round(s.V[i]));
    }
}
