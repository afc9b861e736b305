using EventRecovery.Audit.Cells;
using EventRecovery.Audit.Ledger;
using EventRecovery.Replay;

namespace EventRecovery.Testing.Audit;

/// <summary>What every completeness ledger must do.</summary>
public abstract class CompletenessLedgerContract
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    protected abstract ICompletenessLedger Ledger { get; }

    private static string Audit => TestContext.Current.Test!.UniqueID;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_windows_of_a_time_are_listed_in_order_across_days()
    {
        foreach (var hours in (int[])[20, 1, 0, -1, 2])
        {
            await Ledger.NoteAsync(Audit, Entry(hours), Cancelled);
        }

        await Ledger.NoteAsync(Audit + "-other", Entry(1), Cancelled);

        (await ListAsync()).ShouldBe([Entry(0), Entry(1), Entry(2), Entry(20)]);
    }

    [Fact]
    public async Task A_later_audit_of_a_window_replaces_the_earlier()
    {
        await Ledger.NoteAsync(Audit, Entry(0), Cancelled);
        await Ledger.NoteAsync(Audit, Entry(0) with { Missing = 0 }, Cancelled);

        (await ListAsync()).ShouldBe([Entry(0) with { Missing = 0 }]);
    }

    private async Task<List<CompletenessEntry>> ListAsync()
    {
        var listed = new List<CompletenessEntry>();
        await foreach (var entry in Ledger.ListAsync(Audit, new ReplayWindow(Eight, Eight.AddDays(1)), Cancelled))
        {
            listed.Add(entry);
        }

        return listed;
    }

    private static CompletenessEntry Entry(int hours) =>
        new(
            new ReplayWindow(Eight.AddHours(hours), Eight.AddHours(hours + 1)),
            new CellSketch(100, UInt128.MaxValue - (UInt128)(hours + 5)),
            Processed: 90,
            Missing: 10,
            Wrong: 2,
            Findings: 12,
            Eight.AddDays(1)
        );
}
