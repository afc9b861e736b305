using EventRecovery.Anomalies;

namespace EventRecovery.Validation;

/// <summary>Runs the detector over the window: how many events a step has, and the mean, least and greatest of their values.</summary>
internal sealed class TrialAnomalies
{
    private const int MostNamed = 50;

    private readonly List<TimeAnomaly> found = [];
    private readonly Dictionary<int, double> scores = [];
    private readonly TimeSteps steps;

    public TrialAnomalies(TrialTally tally, TimeSteps steps)
    {
        this.steps = steps;
        Score("events", tally.Steps.Select(step => (step.Key, (double)step.Value.Events, (string?)null)));
        foreach (var path in tally.Steps.Values.SelectMany(step => step.Values.Keys).Distinct(StringComparer.Ordinal))
        {
            var values = tally
                .Steps.Where(step => step.Value.Values.ContainsKey(path))
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

    /// <summary>Steps with an alarm, of all that have events.</summary>
    public Interval Rate(TrialTally tally) =>
        Interval.Of(scores.Values.Count(score => score >= AnomalyDetector.AlarmScore), tally.Steps.Count);

    public double ScoreOf(int step) => scores.GetValueOrDefault(step);

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
