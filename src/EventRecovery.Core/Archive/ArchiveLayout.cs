using System.Globalization;

namespace EventRecovery.Archive;

/// <summary>
/// The keys that delivery streams write by default, and the archiver too: <c>prefix/YYYY/MM/DD/HH/…</c>, in UTC, by the arrival of the
/// oldest record in the object. An object may reach into the next hour, for as long as it was gathered.
/// </summary>
public static class ArchiveLayout
{
    /// <summary>The longest that a delivery stream gathers (900 s) into one object.</summary>
    public static readonly TimeSpan LongestGathering = TimeSpan.FromMinutes(15);

    private const int HoursDigits = 7;

    /// <summary>Full hours since 1970.</summary>
    public static long HourOf(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerHour;

    public static DateTimeOffset StartOf(long hour) => DateTimeOffset.UnixEpoch.AddHours(hour);

    public static string PrefixOf(string prefix, long hour)
    {
        var folder = prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + '/';
        return folder + StartOf(hour).UtcDateTime.ToString("yyyy'/'MM'/'dd'/'HH'/'", CultureInfo.InvariantCulture);
    }

    internal static string Digits(long hour) => hour.ToString(CultureInfo.InvariantCulture).PadLeft(HoursDigits, '0');

    internal static long HourIn(string sequence) =>
        long.Parse(sequence.AsSpan(0, HoursDigits), NumberStyles.None, CultureInfo.InvariantCulture);
}
