namespace EventRecovery.Runtime;

/// <summary>The one source of randomness and new identities. Thread-safe. A seeded one makes a run repeatable.</summary>
public interface IEntropy
{
    /// <summary>128 random bits: unique among all that will ever be drawn.</summary>
    UInt128 NextToken();

    /// <summary>A number from 0 to below 1, for jitter.</summary>
    double NextUnit();
}
