using EventRecovery.Audit.Cells;
using EventRecovery.Audit.Ledger;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Stores;

internal sealed record NoteMark(int Consumer, int Shard, int Sequence) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        await system.Marks.NoteAsync(
            Lineage.Consumer($"c{Consumer}"),
            new HighWaterMark(
                new StreamName("event_stream"),
                new ShardId($"shardId-{Shard}"),
                new SequenceNumber($"{Sequence}"),
                StoreSystem.Eight,
                StoreSystem.Eight.AddTicks(Sequence)
            ),
            token
        );
        return "noted";
    }
}

internal sealed record ListMarks(int Consumer) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        (await system.Marks.ListAsync(Lineage.Consumer($"c{Consumer}"), token)).OrderBy(
            mark => mark.Shard.Value,
            StringComparer.Ordinal
        );
}

internal sealed record NoteWindow(int Audit, int Hour, int Found) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var from = StoreSystem.Eight.AddHours(Hour).AddTicks(Found % 2);
        await system.Ledger.NoteAsync(
            $"audit-{Audit}",
            new CompletenessEntry(
                new ReplayWindow(from, from.AddHours(1)),
                new CellSketch(Found, UInt128.MaxValue / ((UInt128)Found + 1)),
                Found,
                Missing: 1,
                Wrong: 2,
                Findings: 3,
                StoreSystem.Eight.AddDays(1)
            ),
            token
        );
        return "noted";
    }
}

/// <summary>In order: the port promises one.</summary>
internal sealed record ListWindows(int Audit, int Hour, int Hours) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var from = StoreSystem.Eight.AddHours(Hour);
        var time = new ReplayWindow(from, from.AddHours(Hours));
        return await StoreSystem.AllAsync(system.Ledger.ListAsync($"audit-{Audit}", time, token), token);
    }
}
