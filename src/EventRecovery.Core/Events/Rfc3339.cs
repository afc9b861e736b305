using EventRecovery.Json;

namespace EventRecovery.Events;

/// <summary>
/// Timestamps as RFC 3339 writes them, offset included: <c>2026-11-22T08:00:00.25+01:00</c>. Numbers are not accepted, since nothing
/// in them says whether they count seconds or milliseconds.
/// </summary>
public static class Rfc3339
{
    private const int LengthToSeconds = 19;

    /// <summary>Reads a timestamp to UTC. Digits beyond 100 nanoseconds are cut off.</summary>
    /// <remarks>
    /// A leap second (23:59:60 UTC) is taken for the last 100 nanoseconds before it: it stays behind its minute's other seconds, and in
    /// the same day.
    /// </remarks>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset timestamp) =>
        TryRead(text, out timestamp) is null;

    internal static bool TryRead(JsonValue value, out DateTimeOffset timestamp, out string wrong)
    {
        using var plain = new Unescaped(value.Raw[1..^1], stackalloc byte[Unescaped.Scratch]);
        wrong = TryRead(plain.Utf8, out timestamp) ?? "";
        return wrong.Length == 0;
    }

    private static string? TryRead(ReadOnlySpan<byte> text, out DateTimeOffset timestamp)
    {
        timestamp = default;
        if (!TryReadLocal(text, out var ticks, out var leapSecond))
        {
            return "is not a date and time; write RFC 3339, e.g. 2026-11-22T08:00:00Z.";
        }
        ReadOnlySpan<byte> rest = text[LengthToSeconds..];
        if (!TryReadFraction(ref rest, out var fraction))
        {
            return "has a decimal point without digits.";
        }
        if (!TryReadOffset(rest, out var offset))
        {
            return "has no valid offset from UTC; end it with Z or, e.g., +01:00.";
        }
        ticks -= offset;
        if (leapSecond)
        {
            ticks += TimeSpan.TicksPerSecond - 1;
            fraction = 0;
            if ((ticks + 1) % TimeSpan.TicksPerDay != 0)
            {
                return "has second 60, which exists only at 23:59 UTC.";
            }
        }
        ticks += fraction;
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return "lies outside the years 1 to 9999.";
        }
        timestamp = new DateTimeOffset(ticks, TimeSpan.Zero);
        return null;
    }

    private static bool TryReadLocal(ReadOnlySpan<byte> text, out long ticks, out bool leapSecond)
    {
        ticks = 0;
        leapSecond = false;
        var shape =
            text.Length > LengthToSeconds
            && (text[4], text[7], text[13], text[16]) == ((byte)'-', (byte)'-', (byte)':', (byte)':')
            && text[10] is (byte)'T' or (byte)'t' or (byte)' ';
        if (
            !shape
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text.Slice(5, 2), out var month)
            || !TryDigits(text.Slice(8, 2), out var day)
            || !TryDigits(text.Slice(11, 2), out var hour)
            || !TryDigits(text.Slice(14, 2), out var minute)
            || !TryDigits(text.Slice(17, 2), out var second)
            || year == 0
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 60
        )
        {
            return false;
        }
        leapSecond = second == 60;
        ticks = new DateTime(year, month, day, hour, minute, leapSecond ? 59 : second, DateTimeKind.Utc).Ticks;
        return true;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest is not [(byte)'.', ..])
        {
            return true;
        }
        var at = 1;
        var unit = TimeSpan.TicksPerSecond;
        for (; at < rest.Length && char.IsAsciiDigit((char)rest[at]); at++)
        {
            unit /= 10;
            ticks += unit * (rest[at] - '0');
        }
        rest = rest[at..];
        return at > 1;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }
        if (
            rest is not [(byte)'+' or (byte)'-', _, _, (byte)':', _, _]
            || !TryDigits(rest.Slice(1, 2), out var hours)
            || !TryDigits(rest.Slice(4, 2), out var minutes)
            || hours > 23
            || minutes > 59
        )
        {
            return false;
        }
        ticks = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute);
        ticks = rest[0] == (byte)'-' ? -ticks : ticks;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }
            value = (value * 10) + (digit - '0');
        }
        return true;
    }
}
