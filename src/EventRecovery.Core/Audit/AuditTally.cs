using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Cells;
using EventRecovery.Audit.Exact;
using EventRecovery.Audit.Findings;

namespace EventRecovery.Audit;

/// <summary>Counts verdicts as they come, for the whole and for each window, and passes the findings on.</summary>
internal sealed class AuditTally(AuditScope scope, IFindingSink sink, FailureAnalysis analysis)
{
    private readonly SortedDictionary<int, VerdictCounts> windows = [];

    public VerdictCounts Total { get; } = new();

    /// <summary>Of those that are right.</summary>
    public RecoveredEvents Recovered { get; private set; }

    /// <summary>Of cells that are the same on both sides, everything is right.</summary>
    public void AddEqual(Comparison comparison, HashSet<(int, int)> differing)
    {
        foreach (var cell in comparison.Expected.Cells.Where(cell => !differing.Contains(cell)))
        {
            Add(Verdict.Ok, cell.Window, comparison.Expected[cell].Count);
            Recovered += comparison.RecoveredIn(cell);
        }
    }

    public async ValueTask AddAsync(
        Verdict verdict,
        Finding? finding,
        EventCopies copies,
        CancellationToken cancellationToken
    )
    {
        if (verdict == Verdict.Ok && copies.Processed is [var copy] && copies.IsRecovered(copy))
        {
            Recovered += RecoveredEvents.One(copy.At);
        }

        await AddAsync(verdict, finding, copies.Expected?.Time, cancellationToken);
    }

    /// <summary>What cannot be read has no copies.</summary>
    public ValueTask AddLostAsync(Finding lost, CancellationToken cancellationToken) =>
        AddAsync(Verdict.Unrecoverable, lost, lost.Time, cancellationToken);

    private async ValueTask AddAsync(
        Verdict verdict,
        Finding? finding,
        DateTimeOffset? time,
        CancellationToken cancellationToken
    )
    {
        var at = finding?.Time ?? time;
        Add(verdict, at is { } known && scope.Window.Contains(known) ? scope.CellOf(known) : null, 1);
        if (finding is not null)
        {
            analysis.Add(finding);
            await sink.AddAsync(finding, cancellationToken);
        }
    }

    public IReadOnlyList<WindowReport> Windows(Comparison comparison, HashSet<(int, int)> differing)
    {
        var sketches = comparison.Expected.ByWindow();
        var cells = ByWindow(comparison.Cells);
        var reconciled = ByWindow(differing);
        return
        [
            .. windows.Select(window => new WindowReport(
                scope.CellAt(window.Key),
                Verdicts.All.Sum(verdict => window.Value[verdict]) - window.Value[Verdict.Unexpected],
                window.Value,
                sketches.GetValueOrDefault(window.Key)
            )
            {
                Cells = cells.GetValueOrDefault(window.Key),
                CellsReconciled = reconciled.GetValueOrDefault(window.Key),
            }),
        ];
    }

    private static Dictionary<int, int> ByWindow(IEnumerable<(int Window, int Range)> cells) =>
        cells.CountBy(cell => cell.Window).ToDictionary();

    private void Add(Verdict verdict, int? window, long count)
    {
        Total.Add(verdict, count);
        if (window is { } index)
        {
            if (!windows.TryGetValue(index, out var counts))
            {
                windows.Add(index, counts = new VerdictCounts());
            }

            counts.Add(verdict, count);
        }
    }
}
