using EventRecovery.Audit.Findings;

namespace EventRecovery.Audit.Analysis;

/// <summary>The findings of one verdict and one cause: how many, when, and what they share.</summary>
internal sealed class CauseTally
{
    private const double NearlyAll = 0.9;

    /// <summary>What fewer share could be chance.</summary>
    private const long Least = 3;

    private readonly FeatureCounts features = new();
    private DateTimeOffset? first;
    private DateTimeOffset? last;

    public void Add(Finding finding)
    {
        features.Add(Feature.Of(finding));
        if (finding.Time is { } time)
        {
            first = time < first ? time : first ?? time;
            last = time > last ? time : last ?? time;
        }
    }

    public FailureGroup Report(Verdict verdict, FailureCause? cause, FeatureCounts expected) =>
        new(verdict, cause, features.Total)
        {
            First = first,
            Last = last,
            Common =
            [
                .. features
                    .All.Where(one => IsCommon(one.Key, one.Value, expected))
                    .Select(one => one.Key)
                    .OrderBy(feature => feature.Dimension, StringComparer.Ordinal),
            ],
        };

    private bool IsCommon(Feature feature, long count, FeatureCounts expected)
    {
        var others = Math.Max(1, expected.Total - features.Total);
        return count >= Least && count >= NearlyAll * features.Total && expected[feature] - count < NearlyAll * others;
    }
}
