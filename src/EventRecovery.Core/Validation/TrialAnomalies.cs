using EventRecovery.Anomalies;

namespace EventRecovery.Validation;

/// <summary>Runs the detector over the window: how many events a step has, and the mean, least and greatest of their values.</summary>
internal sealed class TrialAnomalies
{
    private const int MostNamed = 50;

    private readonly List<TimeAnomaly> found = [];
    private readonly Dictionary<int, double> scores = [];
    private readonly TimeSteps steps;

    public TrialAnomalies(SortedDictionary<int, StepTally> tallies, TimeSteps steps)
    {
        this.steps = steps;
        Score("events", CountsOf(tallies));
        foreach (var path in tallies.Values.SelectMany(step => step.Values.Keys).Distinct(StringComparer.Ordinal))
        {
            var values = tallies
                .Where(step => step.Value.Values.ContainsKey(path))
                .Select(step => (step.Key, Value: step.Value.Values[path]))
                .ToList();
            Score($"{path} mean", values.Select(one => (one.Key, one.Value.Mean, (string?)null)));
            Score($"{path} least", values.Select(one => (one.Key, one.Value.Least, (string?)one.Value.LeastId)));
            Score($"{path} most", values.Select(one => (one.Key, one.Value.Most, (string?)one.Value.MostId)));
        }
    }

    /// <summary>The alarms, the highest score first.</summary>
    public IReadOnlyList<TimeAnomaly> Alarms =>
        [.. found.OrderByDescending(one => one.Score).ThenBy(one => one.From).Take(MostNamed)];

    /// <summary>Steps with an alarm, of all from the first that has events to the last.</summary>
    public Interval Rate() =>
        Interval.Of(scores.Values.Count(score => score >= AnomalyDetector.AlarmScore), scores.Count);

    public double ScoreOf(int step) => scores.GetValueOrDefault(step);

    // A step without events in between is a count as well, and mostly the one to know of.
    private static IEnumerable<(int Step, double Value, string? Id)> CountsOf(
        SortedDictionary<int, StepTally> tallies
    ) =>
        tallies.Count == 0
            ? []
            : Enumerable
                .Range(tallies.Keys.First(), tallies.Keys.Last() - tallies.Keys.First() + 1)
                .Select(step => (step, (double)(tallies.GetValueOrDefault(step)?.Events ?? 0), (string?)null));

    private void Score(string series, IEnumerable<(int Step, double Value, string? Id)> values)
    {
        var detector = new AnomalyDetector();
        foreach (var (step, value, id) in values)
        {
            var at = steps.StartOf(step);
            var score = detector.Score(at, value);
            scores[step] = Math.Max(ScoreOf(step), score);
            if (score >= AnomalyDetector.AlarmScore)
            {
                found.Add(new TimeAnomaly(at, series, value, score, id));
            }
        }
    }
}
