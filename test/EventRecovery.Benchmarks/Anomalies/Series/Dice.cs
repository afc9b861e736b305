namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>Numbers from a seed: the same on every machine and in every version of .NET.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed * 0x9E3779B97F4A7C15UL + 0x1234567;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double a, double b) => a + (b - a) * Uniform();

    public int Int(int a, int b) => a + (int)(Next() % (ulong)(b - a));

    public bool Chance(double p) => Uniform() < p;

    public double Normal()
    {
        var u = Math.Max(Uniform(), 1e-300);
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * Uniform());
    }

    public double LogNormal(double s) => Math.Exp(s * Normal());

    /// <summary>Pareto-like heavy tail, median about 1.</summary>
    public double Heavy(double a) => Math.Pow(Math.Max(Uniform(), 1e-12), -1 / a);

    public double Student(int df)
    {
        double c = 0;
        for (var i = 0; i < df; i++)
        {
            var n = Normal();
            c += n * n;
        }
        return Normal() / Math.Sqrt(c / df);
    }

    public int Poisson(double mean)
    {
        if (mean > 60)
            return (int)Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Normal()));
        double l = Math.Exp(-mean),
            p = 1;
        var k = 0;
        do
        {
            k++;
            p *= Uniform();
        } while (p > l);
        return k - 1;
    }
}
