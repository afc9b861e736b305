namespace EventRecovery.Benchmarks.Anomalies;

internal static partial class Generator
{
    private static Draft Cpu(Dice d)
    {
        var s = new Draft(d, Rows(d), Min(5));
        double level = d.Between(1, 60),
            noise = level * d.Between(0.01, 0.12),
            benign = d.Between(0, 0.01),
            ar = 0,
            phi = d.Between(0, 0.9);
        for (var i = 0; i < s.N; i++)
        {
            ar = phi * ar + d.Normal() * noise;
            s.V[i] = level + ar + (d.Chance(benign) ? noise * d.Between(3, 10) : 0);
            if (d.Chance(0.02))
                s.V[i] += noise * d.Student(3);
        }
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                switch (d.Int(0, 4))
                {
                    case 0:
                        Spike(s, at, d.Int(1, 4), noise * d.Between(12, 40));
                        return 3;
                    case 1:
                    {
                        var n = Len(s, d.Int(200, 2000), at);
                        Shift(s, at, n, noise * d.Between(4, 15) * (d.Chance(0.5) ? 1 : -0.7));
                        return n;
                    }
                    case 2:
                    {
                        var n = Len(s, d.Int(30, 150), at);
                        for (var i = at; i < at + n; i++)
                            if (d.Chance(0.3))
                                s.V[i] += noise * d.Between(4, 12);
                        return n;
                    }
                    default:
                    {
                        var n = Len(s, d.Int(20, 100), at);
                        Shift(s, at, n, -level * d.Between(0.5, 0.95));
                        return n;
                    }
                }
            }
        );
        Clip(s);
        return s;
    }

    private static Draft CpuJobs(Dice d)
    {
        var s = new Draft(d, Rows(d), Min(5));
        double level = d.Between(5, 40),
            noise = level * d.Between(0.02, 0.1),
            height = level * d.Between(0.5, 3);
        int period = d.Chance(0.5) ? (int)s.Day : d.Int(12, 80),
            width = d.Int(1, 6);
        for (var i = 0; i < s.N; i++)
        {
            s.V[i] = level + d.Normal() * noise;
            if (i % period < width)
                s.V[i] += height * d.Between(0.8, 1.2);
        }
        Place(
            s,
            d.Int(1, 3),
            at =>
            {
                switch (d.Int(0, 4))
                {
                    case 0:
                        Spike(s, at, d.Int(1, 8), height * d.Between(1.3, 2.5));
                        return 4;
                    case 1:
                    {
                        var n = Len(s, period * d.Int(3, 6), at);
                        for (var i = at; i < at + n; i++)
                            s.V[i] = level + d.Normal() * noise;
                        return n;
                    }
                    case 2:
                    {
                        var n = Len(s, Math.Max(60, period * 2), at);
                        for (var i = at; i < at + n; i++)
                            if (i % Math.Max(2, period / 3) < width)
                                s.V[i] = level + height * d.Between(0.8, 1.2);
                        return n;
                    }
                    default:
                    {
                        var n = Len(s, d.Int(80, 600), at);
                        Shift(s, at, n, height * d.Between(0.4, 1));
                        return n;
                    }
                }
            }
        );
        Clip(s);
        return s;
    }

    private static Draft Network(Dice d)
    {
        var s = new Draft(d, Rows(d), Min(5));
        double level = Math.Pow(10, d.Between(3, 7)),
            sigma = d.Between(0.15, 0.7),
            phi = d.Between(0.2, 0.9),
            ar = 0,
            benign = d.Between(0, 0.01);
        for (var i = 0; i < s.N; i++)
        {
            ar = phi * ar + Math.Sqrt(1 - phi * phi) * sigma * d.Normal();
            s.V[i] = level * Math.Exp(ar) * (d.Chance(benign) ? d.Between(2, 5) : 1);
        }
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                if (d.Chance(0.5))
                {
                    Spike(s, at, d.Int(1, 10), level * Math.Exp(3 * sigma) * d.Between(2, 8));
                    return 5;
                }
                var n = Len(s, d.Int(50, 400), at);
                Scale(s, at, n, d.Chance(0.7) ? d.Between(2.5, 8) : d.Between(0.02, 0.3));
                return n;
            }
        );
        return s;
    }

    private static Draft Requests(Dice d)
    {
        var s = new Draft(d, Rows(d), Min(5));
        double mean = d.Between(5, 300),
            depth = d.Between(0.3, 0.9),
            peak = d.Between(10, 20),
            over = d.Between(0.1, 0.4);
        for (var i = 0; i < s.N; i++)
            s.V[i] = d.Poisson(
                mean * (1 - depth + depth * Wave(s.Hour(i), peak, 1.5)) * (s.Weekend(i) ? 0.8 : 1) * d.LogNormal(over)
            );
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                switch (d.Int(0, 3))
                {
                    case 0:
                        Spike(s, at, d.Int(1, 6), mean * d.Between(2.5, 6));
                        return 3;
                    case 1:
                    {
                        var n = Len(s, d.Int(10, 60), at);
                        Scale(s, at, n, d.Between(0, 0.1));
                        return n;
                    }
                    default:
                    {
                        var n = Len(s, d.Int(30, 150), at);
                        Scale(s, at, n, d.Between(2, 3.5));
                        return n;
                    }
                }
            }
        );
        Round(s);
        return s;
    }

    private static Draft Latency(Dice d)
    {
        var s = new Draft(d, d.Chance(0.6) ? 4032 : d.Int(4000, 12000), Min(5));
        double level = d.Between(20, 60),
            noise = level * d.Between(0.03, 0.08),
            benign = d.Between(0.001, 0.01);
        for (var i = 0; i < s.N; i++)
            s.V[i] = level + noise * d.Normal() + (d.Chance(benign) ? noise * d.Between(3, 8) : 0);
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                if (d.Chance(0.6))
                {
                    Spike(s, at, d.Int(1, 3), noise * d.Between(10, 30));
                    return 2;
                }
                var n = Len(s, d.Int(10, 200), at);
                Shift(s, at, n, noise * d.Between(2, 5));
                return n;
            }
        );
        return s;
    }

    private static Draft Disk(Dice d)
    {
        var s = new Draft(d, Rows(d), Min(5));
        double size = Math.Pow(10, d.Between(0, 8)),
            often = d.Between(0.002, 0.05);
        for (var i = 0; i < s.N; i++)
            s.V[i] =
                d.Chance(often) ? size * d.LogNormal(0.4)
                : d.Chance(0.3) ? size * 0.001 * d.Uniform()
                : 0;
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                if (d.Chance(0.5))
                {
                    Spike(s, at, d.Int(1, 4), size * d.Between(4, 12));
                    return 2;
                }
                var n = Len(s, d.Int(15, 100), at);
                for (var i = at; i < at + n; i++)
                    if (d.Chance(0.7))
                        s.V[i] = size * d.LogNormal(0.4);
                return n;
            }
        );
        return s;
    }

    private static Draft Memory(Dice d)
    {
        var s = new Draft(d, Rows(d), Min(5));
        double x = d.Between(20, 40),
            slope = d.Between(0.002, 0.03),
            noise = d.Between(0.05, 0.4),
            top = d.Between(60, 90),
            bottom = x;
        var drift = d.Chance(0.5);
        for (var i = 0; i < s.N; i++)
        {
            x += slope;
            if (!drift && x > top)
                x = bottom;
            s.V[i] = x + noise * d.Normal();
        }
        Place(
            s,
            d.Int(1, 3),
            at =>
            {
                if (d.Chance(0.5))
                {
                    var n = Len(s, d.Int(50, 300), at);
                    for (var i = at; i < at + n; i++)
                        s.V[i] += slope * d.Between(10, 30) * (i - at);
                    return n;
                }
                var m = Len(s, d.Int(5, 100), at);
                Shift(s, at, m, noise * d.Between(8, 25) * (d.Chance(0.5) ? 1 : -1));
                return m;
            }
        );
        return s;
    }

    private static Draft Variance(Dice d)
    {
        var s = new Draft(d, Rows(d), Min(5));
        double level = d.Between(20, 100),
            noise = level * d.Between(0.02, 0.1);
        var amp = d.Between(0, 4) * noise;
        var period = d.Int(20, 100);
        for (var i = 0; i < s.N; i++)
            s.V[i] = level + noise * d.Normal() + amp * Math.Sin(2 * Math.PI * i / period);
        Place(
            s,
            d.Int(1, 3),
            at =>
            {
                var n = Len(s, d.Int(40, 300), at);
                switch (d.Int(0, 3))
                {
                    case 0:
                    {
                        var by = d.Between(2.5, 6);
                        for (var i = at; i < at + n; i++)
                            s.V[i] += by * noise * d.Normal();
                        break;
                    }
                    case 1:
                    {
                        var hold = s.V[at];
                        for (var i = at; i < at + n; i++)
                            s.V[i] = hold;
                        break;
                    }
                    default:
                        for (var i = at; i < at + n; i++)
                            s.V[i] +=
                                Math.Max(amp, 2.5 * noise)
                                * (Math.Sin(2 * Math.PI * i / (period / 2.7)) - Math.Sin(2 * Math.PI * i / period));
                        break;
                }
                return n;
            }
        );
        return s;
    }

    private static Draft Density(Dice d)
    {
        var s = new Draft(d, 4032, Min(5));
        double height = d.Between(10, 50),
            every = d.Int(40, 150);
        for (var i = 0; i < s.N; i++)
            s.V[i] = d.Chance(1 / every) ? height * d.Between(0.8, 1.2) : d.Between(0, 0.02) * height;
        Place(
            s,
            d.Int(1, 3),
            at =>
            {
                var n = Len(s, d.Int(60, 200), at);
                for (var i = at; i < at + n; i++)
                    if (d.Chance(8 / every))
                        s.V[i] = height * d.Between(0.8, 1.2);
                return n;
            }
        );
        return s;
    }

    private static Draft Steps(Dice d)
    {
        var s = new Draft(d, Rows(d), Min(5));
        double level = d.Between(2, 50),
            noise = level * d.Between(0.01, 0.08);
        var q = noise * 0.2;
        for (var i = 0; i < s.N; i++)
            s.V[i] = level + Math.Round(noise * d.Normal() / q) * q;
        Place(
            s,
            d.Int(1, 3),
            at =>
            {
                var n = s.N - at;
                Shift(s, at, n, noise * d.Between(5, 20) * (d.Chance(0.6) ? 1 : -0.6));
                return n;
            }
        );
        Clip(s);
        return s;
    }
}
