using EventRecovery.Json;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

/// <summary>
/// Looks for anomalies in the results of a run, as a trial does before: in how many events each step of their own time has, and in the
/// values that were recalculated.
/// </summary>
public static class ResultAnomalies
{
    /// <param name="from">Of the first event.</param>
    /// <param name="to">Of the last one.</param>
    /// <returns>The alarms, the highest score first.</returns>
    /// <exception cref="ResultsDamagedException">The results are not what their manifest says.</exception>
    public static async Task<IReadOnlyList<TimeAnomaly>> FindAsync(
        IObjectStore objects,
        ResultManifest manifest,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken
    )
    {
        var paths = (manifest.Paths ?? []).Select(JsonPointer.Parse).ToList();
        var steps = new TimeSteps(new ReplayWindow(from, to.AddTicks(1)));
        var tallies = new SortedDictionary<int, StepTally>();
        await foreach (var line in new ResultReader(objects).LinesAsync(manifest, cancellationToken))
        {
            if (steps.StepOf(line.At) is { } step)
            {
                var tally = tallies.TryGetValue(step, out var known) ? known : tallies[step] = new StepTally();
                tally.Add(line.Id.Value, ValuesOf(line.Json(), paths), changed: 0);
            }
        }

        return new TrialAnomalies(tallies, steps).Alarms;
    }

    private static IEnumerable<(string Path, double Value)> ValuesOf(JsonText result, List<JsonPointer> paths)
    {
        foreach (var path in paths)
        {
            if (result.Root.TryFind(path, out var value) && value.TryGetDouble(out var number))
            {
                yield return (path.Text, number);
            }
        }
    }
}
