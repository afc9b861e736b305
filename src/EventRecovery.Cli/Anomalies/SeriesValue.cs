using System.Globalization;

namespace EventRecovery.Cli.Anomalies;

/// <summary>A value of a series: a number, or one of the words that exports write where there is none.</summary>
internal static class SeriesValue
{
    private static readonly string[] Missing = ["", "nan", "null", "none", "na", "n/a", "-"];

    /// <returns>NaN for a missing value.</returns>
    public static bool TryParse(string text, out double value)
    {
        var trimmed = text.AsSpan().Trim();
        if (double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }
        value = double.NaN;
        foreach (var word in Missing)
        {
            if (trimmed.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }
}
