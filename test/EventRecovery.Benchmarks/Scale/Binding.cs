using EventRecovery.Simulation.Scale;

namespace EventRecovery.Benchmarks.Scale;

/// <summary>
/// Which limit binds: the one that, doubled, makes the simulated replay shorter than any other does. Waiting alone does not tell: shards wait
/// for workers also when more workers would only wait for the table.
/// </summary>
internal static class Binding
{
    /// <summary>Less is not worth a quota.</summary>
    private const double Worthwhile = 0.95;

    /// <summary>So much more is out of the way.</summary>
    private const double OutOfTheWay = 1_000;

    /// <summary>Of each of the many simulations: a tenth is enough to compare them.</summary>
    private const double Steps = 200_000;

    private static readonly IReadOnlyList<(string Name, Func<ScaleRow, double, ScaleRow> Raise)> Limits =
    [
        ("workers", (row, by) => row with { Workers = (int)(row.Workers * by) }),
        ("`--rate`", (row, by) => row with { Rate = row.Rate * by }),
        ("share of the shard's reads", (row, by) => row with { Share = Math.Min(1, row.Share * by) }),
        ("live readers", (row, by) => row with { LiveBytesPerSecond = row.LiveBytesPerSecond / by }),
        ("recovered stream", (row, by) => row with { TargetShards = (int)(row.TargetShards * by) }),
        ("table's writes", (row, by) => row with { TableWriteUnitsPerSecond = row.TableWriteUnitsPerSecond * by }),
        ("run's partition", (row, by) => row with { LimitsWriteUnits = by <= 1 && row.LimitsWriteUnits }),
    ];

    /// <summary>The limit that binds, and the one that does when that is out of the way.</summary>
    public static (string First, string Then) Of(ScaleRow row)
    {
        var first = Find(row);
        return first is null
            ? ("several at once", "")
            : (first.Value.Name, Find(first.Value.Raise(row, OutOfTheWay))?.Name ?? "several at once");
    }

    private static (string Name, Func<ScaleRow, double, ScaleRow> Raise)? Find(ScaleRow row)
    {
        var now = new ReplaySimulation(row, Steps).Run().Seconds;
        var best = Limits
            .Select(limit => (Limit: limit, Seconds: new ReplaySimulation(limit.Raise(row, 2), Steps).Run().Seconds))
            .MinBy(raised => raised.Seconds);
        return best.Seconds < now * Worthwhile ? best.Limit : null;
    }
}
