using System.Globalization;
using EventRecovery.Audit;
using EventRecovery.Audit.Analysis;

namespace EventRecovery.Cli.Audit;

/// <summary>What a person should know besides the figures, a sentence each.</summary>
internal static class AuditMessages
{
    private const int MostOdd = 3;

    public static IEnumerable<string> Of(AuditReport report)
    {
        if (report.Gone is { } gone)
        {
            yield return $"{report.Expected.Name} no longer holds {gone}: what was expected then is not known. Audit it from the archive.";
        }

        if (report.Expected is { Read: > 0 } expected && expected.Read == expected.Outside)
        {
            yield return $"None of the {N(expected.Read)} events of {expected.Name} lies in the window. Check --from, --to and --time.";
        }

        if (report.Processed.Unreadable > 0)
        {
            yield return $"{N(report.Processed.Unreadable)} texts of {report.Processed.Name} are no events, and were left out.";
        }

        if (report.Recovered.Told() is { } recovered)
        {
            yield return recovered;
        }

        if (report.Counts[Verdict.Open] is > 0 and var open)
        {
            yield return $"{N(open)} events are not processed yet, and may still be.";
        }

        foreach (var odd in OddWindows.Of(report.Windows).OrderByDescending(odd => odd.Score).Take(MostOdd))
        {
            yield return $"{N(odd.Count)} events {odd.Series} in {odd.Window} are unlike the windows before (score {Score(odd)}).";
        }
    }

    private static string Score(OddWindow odd) => odd.Score.ToString("0.00", CultureInfo.InvariantCulture);

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
