using System.Globalization;

namespace EventRecovery.Cli.Anomalies;

/// <summary>
/// The timestamps of series: <c>2014-02-14 14:30:00</c> as many tools export it, and ISO 8601 with a T, a fraction or an offset. A time
/// without an offset is taken for UTC; for a rhythm it does not matter.
/// </summary>
internal static class SeriesTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        text = text.Trim();

        // Most files have the first form throughout, and trying one is faster than trying twelve.
        return DateTimeOffset.TryParseExact(text, Formats[0], CultureInfo.InvariantCulture, Styles, out time)
            || DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Styles, out time);
    }
}
