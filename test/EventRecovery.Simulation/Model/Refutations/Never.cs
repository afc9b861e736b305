using EventRecovery.Simulation.Mutants;

namespace EventRecovery.Simulation.Model.Refutations;

/// <summary>A thing that the protocol says is never done, done all the same.</summary>
/// <param name="Name">That of the mutant of the engine's source, where there is one.</param>
/// <param name="Scene">The smallest that refutes it.</param>
/// <param name="Steps">Of the shortest refutation.</param>
internal sealed record Never(string Name, Scene Scene, int Steps, Mistake Mistake = Mistake.None)
{
    private static FaultBudget NoFault => default;

    public static IReadOnlyList<Never> All { get; } =
    [
        new("skip a known but unpublished id", Of(2, NoFault), 7),
        new("treat a failed condition as a duplicate", Of(2, NoFault), 8),
        new(WireMutants.AppendWithoutCondition, Of(2, NoFault), 8, Mistake.AppendWithoutCondition),
        new("re-read the page number at write time", Of(2, NoFault), 10),
        new(
            "one token for all passes of a process",
            Of(2, new FaultBudget(LostAnswers: 1, Freezes: 1)),
            10,
            Mistake.OneTokenForAllPasses
        ),
        new("done before publish", Of(2, new FaultBudget(Crashes: 1)), 7),
        new("acknowledge before publish, or before done", Of(2, new FaultBudget(LostAnswers: 1, Deadlines: 1)), 5),
        new("mark a whole page done after a partial publish", Of(2, new FaultBudget(Deadlines: 1)), 7),
        new("claim a poison event", Scenes.PoisonWith(NoFault), 4),
        new("look at the latest page of an id only", Of(2, new FaultBudget(Timeouts: 1, Deadlines: 1)), 16),
        new("two entries of one order key in one PutRecords call", Of(2, NoFault), 4),
        new("match failures by anything but index", Scenes.KeysWith(new FaultBudget(LostAnswers: 1)), 5),
        new("publish past the cut", Scenes.TwoLogsWith(new FaultBudget(Deadlines: 1)), 17),
        new("leave a page open after giving up", Of(2, new FaultBudget(Deadlines: 1)), 4),
        new("acknowledge a record that waits", Of(2, NoFault), 7),
        new(WireMutants.RedriveIgnoresLog, Of(2, new FaultBudget(GoesBack: 1)), 12, Mistake.RedriveIgnoresLog),
        new("confirm from the event source's progress", Of(2, new FaultBudget(Crashes: 1)), 8),
        new("retry only failed entries at once", Of(2, new FaultBudget(LostAnswers: 1)), 5),
        new("let a duplicate publish", Of(2, NoFault), 10),
        new(WireMutants.EventualReads, Of(2, new FaultBudget(Crashes: 1)), 12, Mistake.EventualReads),
    ];

    private static Scene Of(int records, FaultBudget faults) => Scene.Of($"{records} records", records, faults);
}
