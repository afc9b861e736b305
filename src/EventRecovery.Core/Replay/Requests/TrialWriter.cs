using System.Text.Json;
using EventRecovery.Validation;

namespace EventRecovery.Replay.Requests;

/// <summary>Writes what of a trial fits an answer: what decides, and the first of the guilty.</summary>
internal static class TrialWriter
{
    private const int MostNamed = 5;

    public static void Write(Utf8JsonWriter json, TrialSummary summary)
    {
        var short_ = summary with
        {
            Paths = [],
            Worst = [.. summary.Worst.Take(MostNamed)],
            Violations = [.. summary.Violations.Take(MostNamed)],
            NewIds = [.. summary.NewIds.Take(MostNamed)],
            GoneIds = [.. summary.GoneIds.Take(MostNamed)],
            ConflictIds = [.. summary.ConflictIds.Take(MostNamed)],
            Anomalies = [.. summary.Anomalies.Take(MostNamed)],
        };
        using var all = JsonDocument.Parse(short_.ToJson());
        foreach (
            var name in new[]
            {
                "baseline",
                "sample",
                "gates",
                "counts",
                "changed",
                "worst",
                "violations",
                "newIds",
                "goneIds",
                "conflictIds",
                "anomalies",
            }
        )
        {
            json.WritePropertyName(name);
            all.RootElement.GetProperty(name).WriteTo(json);
        }
    }
}
