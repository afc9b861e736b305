namespace EventRecovery.Simulation.Model;

/// <summary>A mistake that is made at the edge of the engine, on its behalf; those within it are mutants of its source.</summary>
internal enum Mistake : byte
{
    None,
    AppendWithoutCondition,
    OneTokenForAllPasses,
    EventualReads,
    RedriveIgnoresLog,
}
