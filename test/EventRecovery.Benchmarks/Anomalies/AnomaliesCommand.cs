using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EventRecovery.Anomalies;
using EventRecovery.Benchmarks.Anomalies.Series;

namespace EventRecovery.Benchmarks.Anomalies;

/// <summary>
/// Scores the detector and some baselines on series made from seeds. The detector was tuned on seeds 1 to 8; any others are held out.
/// </summary>
internal static class AnomaliesCommand
{
    private static readonly Option<int> First = new("--first")
    {
        DefaultValueFactory = _ => 101,
        Description = "The first seed.",
    };
    private static readonly Option<int> Each = new("--each")
    {
        DefaultValueFactory = _ => 8,
        Description = "Series a kind.",
    };

    public static Command Create()
    {
        var command = new Command("anomalies", "Score the anomaly detector beside baselines on labelled series.")
        {
            First,
            Each,
        };
        command.SetAction(parsed => Run(parsed.GetValue(First), parsed.GetValue(Each)));
        return command;
    }

    private static void Run(int first, int each)
    {
        var series = SeriesKinds.Make(first, each).ToArray();
        (string Name, Func<LabelledSeries, IScorer> Make)[] scorers =
        [
            ("random", _ => new RandomScores()),
            ("clockwork", one => new Clockwork(one.Values.Length)),
            ("windowed Gaussian", _ => new WindowedGaussian()),
            ("nearest neighbours, conformal", one => new KnnConformal((int)Math.Min(750, 0.15 * one.Values.Length))),
            ("this", _ => new Own()),
        ];
        foreach (var (name, make) in scorers)
        {
            Report(name, series, make);
        }
    }

    private static void Report(string name, LabelledSeries[] series, Func<LabelledSeries, IScorer> make)
    {
        var began = Stopwatch.GetTimestamp();
        var runs = series.Select(one => (one, Scores(one, make(one)))).ToArray();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using var json = new Utf8JsonWriter(Console.OpenStandardOutput());
        json.WriteStartObject();
        json.WriteString("detector", name);
        foreach (var profile in WindowScore.Profiles)
        {
            var (best, at, grid) = WindowScore.Sweep(runs, profile, [AnomalyDetector.AlarmScore]);
            json.WriteNumber(profile.Name, Math.Round(best, 1));
            if (profile == WindowScore.Profiles[0])
            {
                json.WriteNumber("threshold", Math.Round(at, 4));
                json.WriteNumber("atAlarmScore", Math.Round(grid[0], 1));
            }
        }
        json.WriteNumber("rowAuc", Math.Round(WindowScore.Auc(runs), 3));
        json.WriteNumber("rowsPerSecond", Math.Round(series.Sum(one => (long)one.Values.Length) / seconds));
        json.WriteEndObject();
        json.Flush();
        Console.WriteLine();
    }

    private static double[] Scores(LabelledSeries series, IScorer scorer) =>
        [.. series.Values.Select((value, row) => scorer.Score(series.Times[row], value))];
}
