using EventRecovery.Anomalies;
using EventRecovery.Replay;

namespace EventRecovery.Audit.Analysis;

/// <summary>
/// Windows with counts unlike those before them, by the detector that trials use. An audit compares both sides with each other; this compares
/// each with its own past, so that a source which fell silent shows although nothing of it was expected.
/// </summary>
public static class OddWindows
{
    /// <summary>In the order of time.</summary>
    public static IEnumerable<OddWindow> Of(IEnumerable<WindowReport> windows)
    {
        var (expected, processed) = (new AnomalyDetector(), new AnomalyDetector());
        // What may still come makes no count odd.
        foreach (var window in windows.Where(window => window.Counts[Verdict.Open] == 0))
        {
            OddWindow[] both =
            [
                Score(expected, window.Window, "expected", window.Expected),
                Score(processed, window.Window, "processed", window.Processed),
            ];
            foreach (var odd in both.Where(one => one.Score >= AnomalyDetector.AlarmScore))
            {
                yield return odd;
            }
        }
    }

    private static OddWindow Score(AnomalyDetector detector, ReplayWindow window, string series, long count) =>
        new(window, series, count, detector.Score(window.From, count));
}

/// <param name="Series"><c>expected</c> or <c>processed</c>.</param>
/// <param name="Score">From <see cref="AnomalyDetector.AlarmScore"/> to 1.</param>
public sealed record OddWindow(ReplayWindow Window, string Series, long Count, double Score);
