using EventRecovery.Runtime;

namespace EventRecovery.Testing.Time;

/// <summary>Entropy that is the same for the same seed. Thread-safe.</summary>
public sealed class SeededEntropy(int seed) : IEntropy
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);

    public UInt128 NextToken()
    {
        lock (gate)
        {
            return new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64());
        }
    }

    public double NextUnit()
    {
        lock (gate)
        {
            return random.NextDouble();
        }
    }
}
