namespace EventRecovery.Simulation.Model;

/// <summary>What is searched in full.</summary>
internal static class Scenes
{
    private static readonly SceneRecord[] TwoLogs = [new(0), new(1, Log: 1), new(2)];
    private static readonly SceneRecord[] Copies = [new(0), new(1), new(0)];
    private static readonly SceneRecord[] Keys = [new(0, Key: 'a'), new(1, Key: 'b'), new(2, Key: 'a')];
    private static readonly SceneRecord[] Poison = [new(0), new(1, IsPoison: true), new(2)];

    /// <summary>Two writers, three records, two crashes anywhere; and more.</summary>
    public static IReadOnlyList<Scene> All { get; } =
    [
        Scene.Of("no fault", 3, default),
        Scene.Of("two crashes", 3, new FaultBudget(Crashes: 2)),
        Scene.Of("two crashes, a redelivery", 3, new FaultBudget(Crashes: 2, GoesBack: 1)),
        Scene.Of("two crashes, a lost answer", 3, new FaultBudget(Crashes: 2, LostAnswers: 1)),
        Scene.Of("two crashes, a deadline", 3, new FaultBudget(Crashes: 2, Deadlines: 1)),
        Scene.Of("two crashes, the claim time-out", 3, new FaultBudget(Crashes: 2, Timeouts: 1)),
        Scene.Of("a crash, a frozen invocation", 3, new FaultBudget(Crashes: 1, Freezes: 1)),
        Scene.Of("a frozen invocation, the claim time-out", 1, new FaultBudget(Timeouts: 1, Freezes: 1)),
        new("two logs, two crashes", TwoLogs, new FaultBudget(Crashes: 2)),
        new("two logs, a lost answer, a deadline", TwoLogs, new FaultBudget(LostAnswers: 1, Deadlines: 1)),
        new("a copy in the batch, a crash, a lost answer", Copies, new FaultBudget(Crashes: 1, LostAnswers: 1)),
        new("two order keys, a crash, a lost answer", Keys, new FaultBudget(Crashes: 1, LostAnswers: 1)),
        new("poison, two crashes, a lost answer", Poison, new FaultBudget(Crashes: 2, LostAnswers: 1)),
        Scene.Of("two crashes, a lost answer, the claim time-out", 3, new FaultBudget(2, 1, 1)),
    ];

    public static Scene TwoLogsWith(FaultBudget faults) => new("two logs", TwoLogs, faults);

    public static Scene KeysWith(FaultBudget faults) => new("two order keys", Keys, faults);

    public static Scene PoisonWith(FaultBudget faults) => new("poison", Poison, faults);
}
