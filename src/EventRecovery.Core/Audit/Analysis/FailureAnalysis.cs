using EventRecovery.Audit.Findings;

namespace EventRecovery.Audit.Analysis;

/// <summary>Counts findings as they come, and says in the end what is common to the failed and rare among the good.</summary>
internal sealed class FailureAnalysis(FeatureCounts expected)
{
    private const int PatternsPerVerdict = 5;

    /// <summary>Fewer could be chance.</summary>
    private const long LeastFailed = 3;

    /// <summary>A pattern covers at least this share of the failed, and is this many times as common as among the good.</summary>
    private const double LeastShare = 0.05;
    private const double LeastLift = 2;

    private readonly Dictionary<Verdict, FeatureCounts> failed = [];
    private readonly Dictionary<(Verdict, FailureCause?), long> groups = [];

    public void Add(Finding finding)
    {
        if (!failed.TryGetValue(finding.Verdict, out var counts))
        {
            failed.Add(finding.Verdict, counts = new FeatureCounts());
        }

        counts.Add(Feature.Of(finding));
        var group = (finding.Verdict, finding.Cause);
        groups[group] = groups.GetValueOrDefault(group) + 1;
    }

    public IReadOnlyList<FailureGroup> Groups() =>
        [
            .. groups
                .Select(group => new FailureGroup(group.Key.Item1, group.Key.Item2, group.Value))
                .OrderByDescending(group => group.Count),
        ];

    /// <summary>The most telling first.</summary>
    public IReadOnlyList<FailurePattern> Patterns() =>
        [
            .. failed
                .OrderByDescending(verdict => verdict.Value.Total)
                .SelectMany(verdict => Patterns(verdict.Key, verdict.Value)),
        ];

    private IEnumerable<FailurePattern> Patterns(Verdict verdict, FeatureCounts bad)
    {
        var goodTotal = Math.Max(1, expected.Total - bad.Total);
        return bad
            .All.Select(one =>
            {
                var good = Math.Max(0, expected[one.Key] - one.Value);
                return new FailurePattern(
                    verdict,
                    one.Key,
                    one.Value,
                    (double)one.Value / bad.Total,
                    good,
                    (double)good / goodTotal
                );
            })
            .Where(pattern =>
                pattern.Failed >= LeastFailed
                && pattern.FailedShare >= LeastShare
                && pattern.FailedShare >= LeastLift * pattern.GoodShare
            )
            .OrderByDescending(pattern => pattern.FailedShare - pattern.GoodShare)
            .ThenBy(pattern => pattern.GoodShare)
            .Take(PatternsPerVerdict);
    }
}
