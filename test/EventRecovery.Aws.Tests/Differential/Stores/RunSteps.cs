using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Stores;

/// <summary>The runs of the traces.</summary>
internal static class SomeRuns
{
    public static RunId Id(int run) => new($"run-{run}");

    public static ReplayRun Make(int run, int variation) =>
        new(
            Id(run),
            new RunDefinition(
                new StreamName("event_stream"),
                new ReplayWindow(StoreSystem.Eight, StoreSystem.Eight.AddMinutes(90 + variation)),
                new RecalculationVersion("rate-adjustment", 1 + variation),
                variation % 2 == 0 ? ReplayMode.Trial : ReplayMode.Replay,
                Sample: 0.05m * (variation + 1)
            )
            {
                Only = variation == 1 ? "findings.jsonl" : null,
                Archive = variation == 2 ? "s3://archive/" : null,
                Limits = new ReplayLimits { MaxWriteUnits = variation == 3 ? 100 : null },
            },
            StreamCreatedAt: StoreSystem.Eight.AddDays(-30),
            CreatedAt: StoreSystem.Eight.AddTicks(variation),
            RunState.Running
        );
}

internal sealed record CreateRun(int Run, int Variation) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        await system.Runs.CreateAsync(SomeRuns.Make(Run, Variation), token);
}

internal sealed record FindRun(int Reader, int Run) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var found = await system.Runs.FindAsync(SomeRuns.Id(Run), token);
        if (found is not null)
        {
            system.Read[(Reader, Run)] = found;
        }

        return found;
    }
}

/// <summary>Saves a run as it was last read, with a change; or, if it never was, one that is not there.</summary>
internal sealed record SaveRun(int Reader, int Run, RunState State) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var read = system.Read.GetValueOrDefault((Reader, Run)) ?? SomeRuns.Make(Run, variation: 0);
        var changed = read with
        {
            State = State,
            Totals = new ReplayCounts(Records: 7, WriteUnits: 1.50m),
            Failure = State == RunState.Failed ? "2 shards failed." : null,
            Approval =
                State == RunState.Complete ? new TrialApproval("ann", StoreSystem.Eight, "they are right") : null,
        };
        return await system.Runs.SaveAsync(changed, token);
    }
}

internal sealed record ListRuns : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        (await StoreSystem.AllAsync(system.Runs.ListAsync(token), token)).OrderBy(
            run => run.Id.Value,
            StringComparer.Ordinal
        );
}
