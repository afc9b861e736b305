using EventRecovery.Runtime;

namespace EventRecovery.Simulation.Scheduling;

/// <summary>Entropy of a process, drawn from the history's one source of chance.</summary>
internal sealed class DiceEntropy(Random dice) : IEntropy
{
    public UInt128 NextToken() => new((ulong)dice.NextInt64(), (ulong)dice.NextInt64());

    public double NextUnit() => dice.NextDouble();
}
