namespace EventRecovery.Aws.Tests.Differential.Table;

/// <summary>Where the simulation's table and dynalite 4.0.0 are known to differ.</summary>
internal static class TableDifferences
{
    public static IReadOnlyList<KnownDifference<TableSystem>> All { get; } =
    [
        new(
            "dynalite reads nothing for nothing",
            Reason: "A query's page without items costs it no unit. What a test counts of an empty log is one unit short.",
            Right: "simulation: read throughput is charged even if no data exists",
            Documentation("read-write-operations"),
            Witness: [new Query(0, "0000000001")],
            Explains: (step, answers) =>
                step is Query
                && Query.WithoutUnits(answers[0]) == Query.WithoutUnits(answers[1])
                && Query.UnitsOf(answers[0]) == Query.UnitsOf(answers[1]) + 1,
            LeavesTraces: false
        ),
        new(
            "dynalite measures names and keys in characters",
            Reason: "So an item of exactly 400 KB may be two bytes larger with it, if its key is not ASCII. No key of the product is.",
            Right: "simulation: attribute names and text count by their UTF-8 bytes",
            Documentation("CapacityUnitCalculations"),
            Witness: [new PutItem(0, Keys.FirstWide, Content.TooLarge, 1, If.Always)],
            Explains: (step, answers) =>
                step is PutItem { Sort: >= Keys.FirstWide, Content: Content.TooLarge } && answers[0] == "refused",
            LeavesTraces: true
        ),
    ];

    private static Uri Documentation(string page) =>
        new($"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/{page}.html");
}
