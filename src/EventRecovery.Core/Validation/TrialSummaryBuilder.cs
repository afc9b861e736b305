using EventRecovery.Replay;

namespace EventRecovery.Validation;

/// <summary>Makes the summary of what all shards have seen. Pure.</summary>
internal static class TrialSummaryBuilder
{
    private const int MostGroups = 50;
    private const int MostWorst = 20;

    /// <param name="gone">Events that only the baseline has: how many, and some of their ids.</param>
    public static TrialSummary Build(
        ReplayRun run,
        TrialTally tally,
        string baseline,
        (long Count, IReadOnlyList<string> Ids) gone
    )
    {
        var definition = run.Definition;
        var rules = definition.Trial ?? TrialRules.Default;
        var steps = new TimeSteps(definition.Window);
        var anomalies = new TrialAnomalies(tally.Steps, steps);
        var anomalous = anomalies.Rate();
        var counts = CountsOf(tally, gone.Count);
        var gates = GateDecision.Decide(rules.Gates, counts, anomalous, new EventSample(definition.Sample));
        tally.Trim();
        return new TrialSummary(
            run.Id.Value,
            definition.Stream.Value,
            definition.Window.From,
            definition.Window.To,
            definition.Version.ToString(),
            baseline,
            definition.Sample,
            tally.IsWhole && gates.All(gate => gate.Passed),
            GateDecision.Reason(gates, counts, tally.IsWhole),
            gates,
            counts,
            Interval.Of(counts.Changed, counts.Compared),
            Interval.Of(counts.New, counts.Sampled),
            Interval.Of(counts.Rejected, counts.Sampled),
            anomalous,
            [
                .. tally
                    .Paths.Select(Summary)
                    .OrderByDescending(path => path.Changed)
                    .ThenByDescending(path => path.WithinTolerance),
            ],
            tally.Change.Summary(),
            [
                .. tally
                    .Worst.OrderByDescending(one => Math.Abs(one.Relative ?? double.MaxValue))
                    .ThenBy(one => one.Id, StringComparer.Ordinal)
                    .Take(MostWorst),
            ],
            [.. tally.Violations.OrderBy(one => one.Id, StringComparer.Ordinal).Take(MostWorst)],
            [.. tally.NewIds.Order(StringComparer.Ordinal).Take(MostWorst)],
            gone.Ids,
            [.. tally.ConflictIds.Order(StringComparer.Ordinal).Take(MostWorst)],
            Groups(tally.Keys),
            Groups(tally.Types),
            [.. tally.Steps.Select(step => StepOf(step.Key, step.Value, steps, anomalies))],
            anomalies.Alarms
        );
    }

    private static TrialCounts CountsOf(TrialTally tally, long gone) =>
        new(
            tally.Read,
            tally.Sampled,
            tally.Of(TrialVerdict.Same),
            tally.Of(TrialVerdict.WithinTolerance),
            tally.Of(TrialVerdict.Changed),
            tally.Of(TrialVerdict.New),
            gone,
            tally.Of(TrialVerdict.Rejected),
            tally.Violating,
            tally.Copies,
            tally.Conflicting
        );

    private static PathSummary Summary(KeyValuePair<string, PathTally> path) =>
        new(path.Key, path.Value.Changed, path.Value.WithinTolerance, path.Value.Known, path.Value.Change.Summary());

    private static GroupSummary[] Groups(SortedDictionary<string, GroupTally> groups) =>
        [
            .. groups
                .Select(group => new GroupSummary(group.Key, group.Value.Events, group.Value.Changed))
                .OrderByDescending(group => group.Changed)
                .ThenByDescending(group => group.Events)
                .ThenBy(group => group.Name, StringComparer.Ordinal)
                .Take(MostGroups),
        ];

    private static TimeStep StepOf(int at, StepTally step, TimeSteps steps, TrialAnomalies anomalies) =>
        new(
            steps.StartOf(at),
            step.Events,
            step.Changed,
            step.Values.ToDictionary(value => value.Key, value => value.Value.Mean, StringComparer.Ordinal),
            anomalies.ScoreOf(at)
        );
}
