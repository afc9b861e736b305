namespace EventRecovery.Simulation.Mutants;

/// <summary>
/// Mistakes that were in the code until a history found them, each made again. A seed alone would prove nothing for long: whatever
/// changes in the simulation makes another history of it.
/// </summary>
internal static class FoundMistakes
{
    private const string Held = "Replay/Running/HeldShard.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(
            "all that is left of a shard has expired, and its end is told without the gap",
            885,
            "Replay/Running/ShardPass.cs",
            "(page.Records.Count > 0 || end is not null)",
            "(page.Records.Count > 0 || (end is not null && !$M))"
        ),
        new(
            "a wait for a foreign claim outlasts the invocation",
            20,
            "Replay/Running/BatchRecovery.cs",
            "patience.WaitAsync(context.Deadline.Remaining,",
            "patience.WaitAsync($M ? TimeSpan.MaxValue : context.Deadline.Remaining,"
        ),
        new(
            "a checkpoint that cannot be saved is tried until the lease ends, beyond the invocation",
            570,
            Held,
            "var until = held.EndsAt <",
            "var until = $M || held.EndsAt <"
        ),
        new(
            "a done item that outlives its page closes the next page of that number",
            123,
            "Claims/ClaimLog.cs",
            "NextPage = Math.Max(NextPage, page + 1);",
            "NextPage = $M ? NextPage : Math.Max(NextPage, page + 1);"
        ),
        new(
            "a page that is long on its way is taken for one of now, and ends a shard early",
            957,
            "Replay/Running/ShardPages.cs",
            "return new ReadPage(page, askedAt,",
            "return new ReadPage(page, $M ? services.Time.GetUtcNow() : askedAt,"
        ),
        new(
            "an empty page behind the tip, judged by a clock that is fast, ends a shard early",
            105,
            "Replay/Reading/ShardProgress.cs",
            "page.BehindLatest <= TimeSpan.Zero ? Past",
            "$M || page.BehindLatest <= TimeSpan.Zero ? Past"
        ),
        new(
            "results that cannot be put are tried until the lease ends, beyond the invocation",
            1412,
            Held,
            "var until = WorkUntil <",
            "var until = $M || WorkUntil <"
        ),
        new(
            "objects behind a gap have the names of those that somebody put before it",
            290,
            "Versions/ResultKeys.cs",
            "branch is null ?",
            "$M || branch is null ?"
        ),
    ];
}
