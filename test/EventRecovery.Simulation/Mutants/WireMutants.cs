namespace EventRecovery.Simulation.Mutants;

/// <summary>Mistakes that a client of DynamoDB would make: the simulated client makes them, and the product's code stays as it is.</summary>
internal static class WireMutants
{
    public const string AppendWithoutCondition = "append without the condition";
    public const string NoFence = "no fence on the checkpoint";
    public const string RedriveIgnoresLog = "let a redrive ignore the log";
    public const string EventualReads = "read with eventual consistency";

    public static readonly string[] All = [AppendWithoutCondition, NoFence, RedriveIgnoresLog, EventualReads];
}
