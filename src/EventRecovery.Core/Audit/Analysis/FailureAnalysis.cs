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

    /// <summary>
    /// A smaller share counts too where so many failed together is no chance: this many standard deviations above what would fail
    /// there if failures were spread evenly. Among the 20,000 values of a dimension chance alone reaches some four.
    /// </summary>
    private const double BeyondChance = 6;
    private const long LeastBeyondChance = 10;

    private readonly Dictionary<Verdict, FeatureCounts> failed = [];
    private readonly Dictionary<(Verdict, FailureCause?), CauseTally> groups = [];

    public void Add(Finding finding)
    {
        if (!failed.TryGetValue(finding.Verdict, out var counts))
        {
            failed.Add(finding.Verdict, counts = new FeatureCounts());
        }

        counts.Add(Feature.Of(finding));
        var group = (finding.Verdict, finding.Cause);
        if (!groups.TryGetValue(group, out var tally))
        {
            groups.Add(group, tally = new CauseTally());
        }

        tally.Add(finding);
    }

    /// <summary>The largest first.</summary>
    public IReadOnlyList<FailureGroup> Groups() =>
        [
            .. groups
                .Select(group => group.Value.Report(group.Key.Item1, group.Key.Item2, expected))
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
                && pattern.FailedShare >= LeastLift * pattern.GoodShare
                && (pattern.FailedShare >= LeastShare || IsBeyondChance(pattern, bad.Total))
            )
            .OrderByDescending(pattern => pattern.FailedShare - pattern.GoodShare)
            .ThenBy(pattern => pattern.GoodShare)
            .Take(PatternsPerVerdict);
    }

    // Failures that are spread evenly follow a binomial distribution.
    private bool IsBeyondChance(FailurePattern pattern, long failedInAll)
    {
        var events = pattern.Failed + pattern.Good;
        var rate = (double)failedInAll / Math.Max(failedInAll, expected.Total);
        var spread = Math.Sqrt(events * rate * (1 - rate));
        return pattern.Failed >= LeastBeyondChance
            && pattern.Failed - (events * rate) > BeyondChance * Math.Max(1, spread);
    }
}
