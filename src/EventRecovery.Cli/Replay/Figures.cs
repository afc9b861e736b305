using System.Globalization;

namespace EventRecovery.Cli.Replay;

/// <summary>Figures as people say them: as exact as they are worth.</summary>
internal static class Figures
{
    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Without the day where it is the same.</summary>
    public static string TimeAfter(DateTimeOffset from, DateTimeOffset at) =>
        from.UtcDateTime.Date == at.UtcDateTime.Date
            ? at.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : Time(at);

    public static string Length(TimeSpan length) =>
        length.TotalDays >= 1 ? Text($"{length.TotalDays:0.#} days")
        : length.TotalHours >= 1 ? Text($"{(int)length.TotalHours} h {length.Minutes} min")
        : length.TotalMinutes >= 1 ? Text($"{(int)length.TotalMinutes} min {length.Seconds} s")
        : Text($"{length.TotalSeconds:0.###} s");

    public static string Count(long count) =>
        count >= 10_000_000 ? Text($"{count / 1e6:N0} million")
        : count >= 1_000_000 ? Text($"{count / 1e6:0.0} million")
        : Text($"{count:N0}");

    public static string Bytes(long bytes) =>
        bytes >= 1_000_000_000 ? Text($"{bytes / 1e9:0.0} GB")
        : bytes >= 1_000_000 ? Text($"{bytes / 1e6:0.0} MB")
        : Text($"{bytes / 1e3:0.#} kB");

    /// <summary>Cents where there are any; less is said to be less.</summary>
    public static string Dollars(decimal dollars) =>
        dollars == 0 ? "$0"
        : dollars < 0.01m ? "under $0.01"
        : Text($"${dollars:N2}");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
