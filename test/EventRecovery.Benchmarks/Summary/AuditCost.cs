using System.Text.Json;
using EventRecovery.Benchmarks.Audit;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>What an audit of two files costs in which every cell differs, beside a loop that parses both and keeps nothing.</summary>
internal static class AuditCost
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<Figure> Measure(int events)
    {
        var said = OwnProcess.Run(["audit", "--events", $"{events}"]);
        var (once, twice) = JsonSerializer.Deserialize<AuditComparison>(said, Json)!;
        return
        [
            new(
                $"audit, {events:N0} ids a side",
                "s",
                once.AuditSeconds,
                "bare parse of both files",
                once.BareParseSeconds
            ),
            new($"audit, {2 * events:N0} ids a side", "s", twice.AuditSeconds, "half as many", once.AuditSeconds),
            new(
                $"audit, {2 * events:N0} ids a side, peak",
                "MB",
                twice.PeakMebibytes * 1.048576,
                "half as many",
                once.PeakMebibytes * 1.048576
            ),
            new(
                "audit, faults found",
                "of them",
                once.AllFound && twice.AllFound ? 1 : 0,
                "put there",
                1,
                "all",
                once.AllFound && twice.AllFound
            ),
        ];
    }
}
