using EventRecovery.Validation;

namespace EventRecovery.Cli.Reports;

/// <summary>Anomalies as a report lists them.</summary>
internal static class OddValues
{
    private const int Shown = 10;

    public static IReadOnlyList<OddValue> Of(IReadOnlyList<TimeAnomaly> anomalies) =>
        [.. anomalies.Take(Shown).Select(Of)];

    private static OddValue Of(TimeAnomaly odd) =>
        new(
            $"{ReportPage.Time(odd.From)}  {odd.Series}{(odd.Id is { } id ? $"  {id}" : "")}",
            ReportPage.Text($"{odd.Value:0.####}"),
            odd.Score
        );
}
