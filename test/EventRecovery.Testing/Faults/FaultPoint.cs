namespace EventRecovery.Testing.Faults;

/// <summary>A place where something may go wrong.</summary>
/// <param name="Subject">What the call is about: a stream, a shard, a claim log, a key.</param>
public readonly record struct FaultPoint(Operation Operation, Moment Moment, string Subject);

/// <summary>On which side of its effect a call is.</summary>
public enum Moment
{
    /// <summary>Nothing has happened yet: a failure here is a request that never arrived.</summary>
    Before,

    /// <summary>The effect is there and the answer is not: a failure here is a lost response.</summary>
    After,
}
