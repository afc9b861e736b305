using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Cells;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;
using EventRecovery.Events;

namespace EventRecovery.Audit;

/// <summary>Both sides as sketches. One thread writes each side.</summary>
internal sealed class Comparison(AuditScope scope)
{
    /// <summary>More are counted and not told one by one: whoever has so many gave the wrong file.</summary>
    private const int MostLost = 10_000;

    private readonly HashSet<(int, int)> doubtful = [];
    private readonly Dictionary<(int, int), RecoveredEvents> recovered = [];
    private readonly List<Finding> lost = [];

    public CellGrid Expected { get; } = new(scope);

    public CellGrid Processed { get; } = new(scope);

    public FeatureCounts Features { get; } = new();

    /// <summary>What is on the expected side and cannot be read.</summary>
    public IReadOnlyList<Finding> Lost => lost;

    public IReadOnlyCollection<(int, int)> Cells => [.. Expected.Cells.Union(Processed.Cells)];

    public void AddExpected(AuditEntry entry)
    {
        Expected.Add(entry);
        if (CellGrid.CellOf(scope, entry) is not null)
        {
            Features.Add(Feature.Of(entry, scope));
        }
    }

    public void AddProcessed(byte number, AuditEntry entry)
    {
        Processed.Add(entry);
        if (CellGrid.CellOf(scope, entry) is not { } cell)
        {
            return;
        }

        if (entry.RecoveredAs is not null || AuditRequest.Supersedes(number))
        {
            recovered[cell] = recovered.GetValueOrDefault(cell) + RecoveredEvents.One(entry.At);
        }
        else if (entry.At - entry.Time > scope.Grace)
        {
            // It may be late: whether it is depends on when its event arrived.
            doubtful.Add(cell);
        }
    }

    /// <summary>Of a cell that is the same on both sides.</summary>
    public RecoveredEvents RecoveredIn((int, int) cell) => recovered.GetValueOrDefault(cell);

    public void AddUnreadable(AuditItem item, Rejection rejection)
    {
        if (lost.Count < MostLost)
        {
            lost.Add(
                new Finding("", Verdict.Unrecoverable, $"It cannot be read: {rejection.Code}.")
                {
                    Source = item.Origin.Source,
                    Shard = item.Origin.Shard,
                    Position = item.Position,
                    Offset = item.Origin.Shard is null ? item.Offset : null,
                    ArrivedAt = item.ArrivedAt,
                    Key = item.Key,
                    Cause = FailureCause.Poison,
                }
            );
        }
    }

    /// <summary>The cells that have to be looked at event by event.</summary>
    public HashSet<(int, int)> Differing() =>
        [.. Cells.Where(cell => Processed.Untimed > 0 || doubtful.Contains(cell) || Expected[cell] != Processed[cell])];
}
