using System.Globalization;
using System.Xml;

namespace EventRecovery.Text;

/// <summary>Lengths of time as people write them: <c>90s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, or ISO 8601.</summary>
public static class Durations
{
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (text[0] == 'P')
        {
            try
            {
                duration = XmlConvert.ToTimeSpan(text);
                return duration >= TimeSpan.Zero;
            }
            catch (Exception wrong) when (wrong is FormatException or OverflowException)
            {
                return false;
            }
        }

        long? unit = text[^1] switch
        {
            's' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            _ => null,
        };
        const int most = 1_000_000;
        if (
            unit is null
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > most
        )
        {
            return false;
        }

        duration = TimeSpan.FromTicks(unit.Value * count);
        return true;
    }
}
