namespace EventRecovery.Simulation.Model.Search;

/// <param name="States">Of the whole world, different ones.</param>
/// <param name="Steps">Between them.</param>
/// <param name="Depth">Steps to the farthest.</param>
/// <param name="LocalStates">Of one process.</param>
/// <param name="EngineSteps">That were played with the engine.</param>
/// <param name="IsFull">Every state was visited.</param>
internal sealed record SearchResult(
    Scene Scene,
    int States,
    long Steps,
    int Depth,
    int LocalStates,
    int EngineSteps,
    bool IsFull
)
{
    public Refutation? Refuted { get; init; }
}

/// <param name="Violation">The promise that is broken.</param>
/// <param name="Course">The shortest course to it: which successor, step by step.</param>
internal sealed record Refutation(string Violation, IReadOnlyList<byte> Course);
