namespace EventRecovery.Benchmarks.Anomalies;

internal static partial class Generator
{
    private static Draft Tweets(Dice d)
    {
        var s = new Draft(d, 15800 + d.Int(0, 150), Min(5));
        double mean = d.Between(3, 90),
            tail = d.Between(0.25, 0.5),
            burst = d.Between(0.0005, 0.003),
            echo = 0,
            peak = d.Between(13, 20);
        for (var i = 0; i < s.N; i++)
        {
            echo *= 0.85;
            if (d.Chance(burst))
                echo += mean * Math.Min(8, d.Heavy(1.2));
            s.V[i] = d.Poisson(
                (mean * (0.35 + Wave(s.Hour(i), peak, 1.2)) * (s.Weekend(i) ? 0.7 : 1) + echo) * d.LogNormal(tail)
            );
        }
        Place(
            s,
            d.Int(2, 5),
            at =>
            {
                double height = mean * d.Between(10, 60),
                    fade = d.Between(0.8, 0.985);
                var n = Len(s, 150, at);
                for (var i = at; i < at + n; i++)
                {
                    s.V[i] += Math.Round(height * d.LogNormal(0.25));
                    height *= fade;
                }
                return n;
            }
        );
        return s;
    }

    private static Draft Taxi(Dice d)
    {
        var s = new Draft(d, 10320, Min(30));
        double mean = d.Between(8000, 20000),
            noise = d.Between(0.02, 0.06),
            wander = 0;
        for (var i = 0; i < s.N; i++)
        {
            wander = 0.995 * wander + 0.003 * d.Normal();
            var h = s.Hour(i);
            var shape = s.Weekend(i)
                ? 0.35 + 0.9 * Wave(h, 22, 1) + 0.25 * Wave(h, 13, 3)
                : 0.25 + 0.75 * Wave(h, 19.5, 1.2) + 0.35 * Wave(h, 8.5, 5);
            s.V[i] = mean * shape * Math.Exp(wander) * (1 + noise * d.Normal());
        }
        Place(
            s,
            d.Int(4, 6),
            at =>
            {
                var n = Len(s, d.Int(16, 60), at);
                switch (d.Int(0, 3))
                {
                    case 0:
                        Scale(s, at, n, d.Between(0.4, 0.7));
                        break;
                    case 1:
                        Scale(s, at, Math.Min(n, 8), d.Between(1.35, 1.8));
                        break;
                    default:
                    {
                        var copy = (double[])s.V.Clone();
                        for (var i = at; i < at + n; i++)
                            s.V[i] = copy[Math.Max(0, i - (int)s.Day / 3)] * d.Between(0.9, 1.0);
                        break;
                    }
                }
                return n;
            }
        );
        Round(s);
        return s;
    }

    private static Draft Machine(Dice d)
    {
        var s = new Draft(d, d.Int(12000, 22700), Min(5));
        double level = d.Between(70, 100),
            x = 0,
            slow = 0,
            noise = d.Between(0.3, 1);
        for (var i = 0; i < s.N; i++)
        {
            slow = 0.9995 * slow + 0.15 * d.Normal();
            x = 0.97 * x + noise * d.Normal();
            s.V[i] = level + Math.Max(-15, slow) + x + 3 * Math.Sin(s.Hour(i) / 24 * 2 * Math.PI);
        }
        Place(
            s,
            d.Int(2, 5),
            at =>
            {
                var n = Len(s, d.Int(60, 500), at);
                var depth = d.Between(20, 60);
                for (var i = at; i < at + n; i++)
                    s.V[i] -= depth * Math.Sin(Math.PI * Math.Min(1, (i - at + 1.0) / (n + 1)));
                return n;
            }
        );
        return s;
    }

    private static Draft Ambient(Dice d)
    {
        var s = new Draft(d, d.Int(5000, 7300), Min(60));
        double level = d.Between(15, 75),
            amp = d.Between(1, 4),
            slow = 0,
            x = 0;
        for (var i = 0; i < s.N; i++)
        {
            slow = 0.998 * slow + 0.15 * d.Normal();
            x = 0.8 * x + 0.5 * d.Normal();
            s.V[i] = level + slow + x + amp * Wave(s.Hour(i), 15, 1) * (s.Weekend(i) ? 0.4 : 1);
        }
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                var n = Len(s, d.Int(8, 80), at);
                var by = d.Between(5, 12) * (d.Chance(0.4) ? 1 : -1);
                for (var i = at; i < at + n; i++)
                    s.V[i] += by * Math.Min(1, (i - at + 1) / 4.0);
                return n;
            }
        );
        return s;
    }

    private static Draft Ads(Dice d)
    {
        var s = new Draft(d, d.Int(1500, 1700), Min(60), false);
        double level = Math.Pow(10, d.Between(-1, 0.5)),
            sigma = d.Between(0.15, 0.4),
            amp = d.Between(0, 0.3),
            tail = d.Between(0.002, 0.015);
        for (var i = 0; i < s.N; i++)
            s.V[i] =
                level
                * (1 + amp * Math.Sin(s.Hour(i) / 24 * 2 * Math.PI))
                * d.LogNormal(sigma)
                * (d.Chance(tail) ? d.Between(1.5, 3) : 1);
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                if (d.Chance(0.75))
                {
                    Spike(s, at, d.Int(1, 3), level * Math.Exp(2.5 * sigma) * d.Between(1.8, 6));
                    return 2;
                }
                var n = Len(s, d.Int(15, 50), at);
                Scale(s, at, n, d.Chance(0.5) ? d.Between(1.8, 3) : d.Between(0.2, 0.5));
                return n;
            }
        );
        return s;
    }

    private static Draft Speed(Dice d)
    {
        var s = new Draft(d, d.Int(1100, 2500), Min(d.Between(5, 10)), true);
        double free = d.Between(60, 80),
            noise = d.Between(2, 5),
            rush = d.Between(0, 25),
            x = 0;
        for (var i = 0; i < s.N; i++)
        {
            x = 0.4 * x + d.Normal() * noise;
            s.V[i] = Math.Max(
                3,
                Math.Round(
                    free
                        + x
                        - (s.Weekend(i) ? 0 : rush * (Wave(s.Hour(i), 8, 12) + Wave(s.Hour(i), 17, 8)))
                        - (d.Chance(0.01) ? d.Between(5, 20) : 0)
                )
            );
        }
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                var n = Len(s, d.Int(2, 30), at);
                for (var i = at; i < at + n; i++)
                    s.V[i] = Math.Max(3, Math.Round(s.V[i] * d.Between(0.15, 0.6)));
                return n;
            }
        );
        return s;
    }

    private static Draft Occupancy(Dice d)
    {
        var s = new Draft(d, d.Int(1100, 2500), Min(d.Between(5, 10)), true);
        double mean = d.Between(3, 10),
            tail = d.Between(0.2, 0.5);
        for (var i = 0; i < s.N; i++)
            s.V[i] = Math.Round(
                mean
                    * (0.3 + (s.Weekend(i) ? 0.7 : 1) * (Wave(s.Hour(i), 8, 4) + 1.2 * Wave(s.Hour(i), 17, 3)))
                    * d.LogNormal(tail)
                    * (d.Chance(0.004) ? 1.8 : 1),
                2
            );
        Place(
            s,
            d.Int(1, 4),
            at =>
            {
                Spike(s, at, d.Int(1, 12), mean * d.Between(3, 7));
                return 5;
            }
        );
        return s;
    }

    private static Draft Daily(Dice d)
    {
        var s = new Draft(d, 4032, Min(5));
        double low = d.Between(10, 30),
            high = low + d.Between(30, 70),
            noise = (high - low) * d.Between(0.0, 0.08),
            from = d.Between(6, 10),
            to = d.Between(16, 20);
        var smooth = d.Chance(0.4);
        double At(double h) =>
            smooth ? low + (high - low) * Wave(h, 13, 2)
            : h > from && h < to ? high
            : low;
        for (var i = 0; i < s.N; i++)
            s.V[i] = At(s.Hour(i)) + d.Between(0, 1) * 2 * noise;
        // Something is wrong on one day in its second half.
        var day = d.Int(8, 13);
        var start = 0;
        while (start < s.N && (s.T[start] - s.T[0]).TotalDays < day)
            start++;
        start = Math.Min(start, s.N - 300);
        var kind = d.Int(0, 5);
        var at = start;
        while (at < s.N - 1 && !(s.Hour(at) >= from && s.Hour(at) < from + 0.2))
            at++;
        var len = Math.Min(s.N - at, (int)((to - from) * s.PerHour));
        switch (kind)
        {
            case 0:
                for (var i = at; i < at + len; i++)
                    s.V[i] = low + d.Between(0, 1) * 2 * noise;
                break; // no jump
            case 1:
                for (var i = at; i < at + len; i++)
                    s.V[i] += (high - low) * d.Between(0.45, 0.55);
                break; // jumps too high
            case 2:
            {
                at = Math.Min(s.N - 120, at + len + 24);
                for (var i = at; i < Math.Min(s.N, at + 72); i++)
                    s.V[i] = low - (high - low) * 0.3 + noise * d.Uniform();
                break;
            } // down at night
            case 3:
                for (var i = at; i < at + len; i++)
                    s.V[i] = low + (high - low) * 0.5 + noise * 0.1 * d.Uniform();
                break; // flat
            default:
            {
                at = Math.Min(s.N - 120, at + len + 36);
                for (var i = at; i < Math.Min(s.N, at + 72); i++)
                    s.V[i] = At(12) + 2 * noise * d.Uniform();
                break;
            } // high at night
        }
        s.Wrong.Add(at);
        return s;
    }

    private static Draft Calm(Dice d)
    {
        var s = new Draft(d, 4032, Min(5));
        var kind = d.Int(0, 4);
        var level = d.Between(10, 100);
        for (var i = 0; i < s.N; i++)
            s.V[i] = kind switch
            {
                0 => level,
                1 => level + d.Uniform() * 5,
                2 => level * (1 + Wave(s.Hour(i), 12, 2)) + d.Normal(),
                _ => s.Hour(i) > 9 && s.Hour(i) < 18 ? level * 2 : level,
            };
        return s;
    }
}
