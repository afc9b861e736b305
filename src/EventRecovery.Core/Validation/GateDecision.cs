using System.Globalization;

namespace EventRecovery.Validation;

/// <summary>Holds what a trial has seen against its gates.</summary>
internal static class GateDecision
{
    public static IReadOnlyList<GateResult> Decide(
        TrialGates gates,
        TrialCounts counts,
        Interval anomalous,
        EventSample sample
    )
    {
        var results = new List<GateResult>
        {
            Of("minSample", gates.MinSample, counts.Sampled, counts.Sampled >= gates.MinSample),
            AtMost("maxViolations", gates.MaxViolations, counts.Violations),
            AtMost("maxConflicts", gates.MaxConflicts, counts.Conflicting),
        };
        Rate(gates.MaxChangedRate, "maxChangedRate", Interval.Of(counts.Changed, counts.Compared));
        Rate(gates.MaxNewRate, "maxNewRate", Interval.Of(counts.New, counts.Sampled));
        Rate(gates.MaxRejectedRate, "maxRejectedRate", Interval.Of(counts.Rejected, counts.Sampled));
        if (gates.MaxGone is { } gone)
        {
            results.Add(AtMost("maxGone", gone, counts.Gone));
        }
        if (gates.MaxAnomalyRate is { } anomalies)
        {
            results.Add(AtMost("maxAnomalyRate", anomalies, anomalous.Rate));
        }
        return results;

        void Rate(double? limit, string name, Interval rate)
        {
            if (limit is { } most)
            {
                results.Add(AtMost(name, most, sample.IsAll ? rate.Rate : rate.High));
            }
        }
    }

    /// <summary>One sentence: what holds it, or that nothing does.</summary>
    public static string Reason(IReadOnlyList<GateResult> gates, TrialCounts counts, bool isWhole)
    {
        if (!isWhole)
        {
            return "Hold: a part of the window was looked at by an invocation whose notes are lost; run the trial again.";
        }
        var failed = gates.Where(gate => !gate.Passed).Select(Sentence).ToList();
        return failed.Count == 0
            ? Invariant(
                $"Pass: {gates.Count} checks passed on {counts.Sampled:N0} events, {counts.Changed:N0} of them changed."
            )
            : $"Hold: {string.Join("; ", failed)}.";
    }

    private static string Sentence(GateResult gate) =>
        gate.Name == "minSample"
            ? Invariant($"{gate.Value:N0} events were looked at, and minSample asks for {gate.Limit:N0}")
        : gate.Name.EndsWith("Rate", StringComparison.Ordinal)
            ? Invariant($"{gate.Name} allows {100 * gate.Limit:0.###} %, and it is up to {100 * gate.Value:0.###} %")
        : Invariant($"{gate.Name} allows {gate.Limit:N0}, and there are {gate.Value:N0}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static GateResult AtMost(string name, double limit, double value) => Of(name, limit, value, value <= limit);

    private static GateResult Of(string name, double limit, double value, bool passed) =>
        new(name, limit, value, passed);
}
