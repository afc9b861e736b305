using EventRecovery.Replay.Planning;

namespace EventRecovery.Replay.Running;

/// <summary>
/// What is left of a run's write units for the shards that are worked on here, together. Asked before a batch, so that the limit
/// is kept, and not noticed afterwards. Thread-safe.
/// </summary>
/// <param name="units">Null is no limit.</param>
internal sealed class WriteBudget(decimal? units)
{
    /// <summary>An entry of a claim page: 16 bytes of event, 8 of source.</summary>
    private const int EntryBytes = 24;

    /// <summary>What DynamoDB bills a write unit for.</summary>
    private const int UnitBytes = 1024;

    /// <summary>A page's other bytes round up to one unit, its done item is one more, and so is the checkpoint.</summary>
    private const int UnitsBesides = 3;

    private readonly Lock gate = new();
    private decimal? left = units;

    /// <summary>What is left of the run's limit, shared evenly among the shards that are worked on at this time.</summary>
    /// <param name="mine">How many of them are worked on with this budget.</param>
    public static WriteBudget Share(ReplayRun run, RunSurvey survey, int mine)
    {
        if (run.Definition.Limits.MaxWriteUnits is not { } most)
        {
            return new WriteBudget(null);
        }

        var all = Math.Max(mine, survey.Plan.Ready.Count() + survey.Plan.In(ShardStage.Leased).Count());
        return new WriteBudget(Math.Max(0, most - survey.Counts.WriteUnits) * mine / Math.Max(1, all));
    }

    /// <summary>Sets aside what a batch of so many records takes in one claim log; false when that is not left.</summary>
    public bool TryReserve(int records, out decimal reserved)
    {
        reserved = UnitsBesides + Math.Ceiling((decimal)records * EntryBytes / UnitBytes);
        lock (gate)
        {
            if (reserved > left)
            {
                return false;
            }

            left -= reserved;
            return true;
        }
    }

    /// <summary>Settles what was set aside with what was consumed.</summary>
    public void Settle(decimal reserved, decimal consumed)
    {
        lock (gate)
        {
            left += reserved - consumed;
        }
    }
}
