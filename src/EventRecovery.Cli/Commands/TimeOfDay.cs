using System.Globalization;

namespace EventRecovery.Cli.Commands;

/// <summary>Times as people write them.</summary>
internal static class TimeOfDay
{
    /// <summary>A time of day, as <c>08:00</c>, means today (UTC). Anything else is left to whoever reads it, which says what is wrong with it.</summary>
    public static string? Today(Invocation invocation, string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{invocation.Surroundings.Time.GetUtcNow().UtcDateTime:yyyy-MM-dd}T{time:HH:mm}:00Z"
            )
            : text;
}
