namespace EventRecovery.Audit.Cells;

/// <summary>One sketch for each window and key range of one side. Memory is that of the cells, however many events there are.</summary>
internal sealed class CellGrid(AuditScope scope)
{
    private readonly Dictionary<(int Window, int Range), CellSketch> cells = [];

    /// <summary>Events whose time this side does not tell.</summary>
    public long Untimed { get; private set; }

    /// <summary>Events outside of the window.</summary>
    public long Outside { get; private set; }

    public long Total { get; private set; }

    /// <summary>The cell of an event, if it belongs to the window.</summary>
    public static (int Window, int Range)? CellOf(AuditScope scope, AuditEntry entry) =>
        entry.Time is { } time && scope.Window.Contains(time)
            ? (scope.CellOf(time), (int)((entry.Digest.Value >> 64) % (UInt128)scope.Ranges))
            : null;

    public void Add(AuditEntry entry)
    {
        if (entry.Time is null)
        {
            Untimed++;
        }
        else if (CellOf(scope, entry) is { } cell)
        {
            Total++;
            cells[cell] = this[cell] + CellSketch.Of(entry.Digest.Value, entry.Result);
        }
        else
        {
            Outside++;
        }
    }

    public CellSketch this[(int Window, int Range) cell] => cells.GetValueOrDefault(cell);

    public IEnumerable<(int Window, int Range)> Cells => cells.Keys;

    /// <summary>All key ranges of each window together: what a ledger keeps.</summary>
    public IReadOnlyDictionary<int, CellSketch> ByWindow() =>
        cells
            .GroupBy(cell => cell.Key.Window)
            .ToDictionary(
                group => group.Key,
                group => group.Aggregate(default(CellSketch), (sum, cell) => sum + cell.Value)
            );
}
