using System.Globalization;

namespace EventRecovery.Json;

/// <summary>Numbers as ECMAScript writes them (Number::toString), which RFC 8785, 3.2.2.3, makes canonical.</summary>
public static class EcmaNumber
{
    /// <summary>Room that any number needs at most: sign, "0.", 5 zeros and 17 digits.</summary>
    public const int MaxLength = 32;

    // Every decimal of up to 15 significant digits survives the way to a double and back (IEEE 754: DBL_DIG), so two of them never
    // share a double, and the shortest text of the double is the decimal itself.
    private const int DigitsThatSurvive = 15;

    // ECMAScript leaves plain notation at 21 digits before the point and after 5 zeros behind it.
    private const int LargestPointPosition = 21;
    private const int SmallestPointPosition = -5;

    /// <summary>Writes a double; returns the bytes written.</summary>
    /// <exception cref="ArgumentException">It is NaN or infinite, which JSON cannot say.</exception>
    public static int Write(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException("JSON has no NaN and no infinity.", nameof(value));
        }
        if (value == 0)
        {
            destination[0] = (byte)'0'; // also for -0
            return 1;
        }
        Span<byte> shortest = stackalloc byte[MaxLength];
        var length = ShortestDouble.Format(value, shortest);
        NumberParts.TryRead(shortest[..length], out NumberParts parts);
        Span<byte> digits = stackalloc byte[MaxLength];
        parts.CopyDigits(digits);
        var start = 0;
        if (parts.IsNegative)
        {
            destination[start++] = (byte)'-';
        }
        return start + Layout(digits[..parts.Digits], parts.Digits + parts.Exponent, destination[start..]);
    }

    /// <summary>Whether a JSON number is written canonically already, seen without computing. False may still be canonical.</summary>
    internal static bool IsPlainlyCanonical(ReadOnlySpan<byte> number)
    {
        var at = number is [(byte)'-', ..] ? 1 : 0;
        if (number.Length - at > DigitsThatSurvive + 1 || number is [(byte)'-', (byte)'0'])
        {
            return false;
        }
        var point = -1;
        for (var i = at; i < number.Length; i++)
        {
            if (number[i] == (byte)'.')
            {
                point = i;
            }
            else if (!char.IsAsciiDigit((char)number[i]))
            {
                return false;
            }
        }
        if (point < 0)
        {
            return number.Length - at <= DigitsThatSurvive;
        }
        var tooSmall = number[at] == (byte)'0' && number[(point + 1)..].StartsWith("000000"u8);
        return number[^1] != (byte)'0' && !tooSmall;
    }

    // The digits stand for 0.DIGITS × 10^point.
    private static int Layout(ReadOnlySpan<byte> digits, int point, Span<byte> destination)
    {
        if (point is < SmallestPointPosition or > LargestPointPosition)
        {
            return Scientific(digits, point - 1, destination);
        }
        if (point <= 0)
        {
            "0."u8.CopyTo(destination);
            destination.Slice(2, -point).Fill((byte)'0');
            digits.CopyTo(destination[(2 - point)..]);
            return 2 - point + digits.Length;
        }
        if (point >= digits.Length)
        {
            digits.CopyTo(destination);
            destination[digits.Length..point].Fill((byte)'0');
            return point;
        }
        digits[..point].CopyTo(destination);
        destination[point] = (byte)'.';
        digits[point..].CopyTo(destination[(point + 1)..]);
        return digits.Length + 1;
    }

    private static int Scientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        var at = 0;
        destination[at++] = digits[0];
        if (digits.Length > 1)
        {
            destination[at++] = (byte)'.';
            digits[1..].CopyTo(destination[at..]);
            at += digits.Length - 1;
        }
        destination[at++] = (byte)'e';
        destination[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        var magnitude = Math.Abs(exponent);
        magnitude.TryFormat(destination[at..], out var written, default, CultureInfo.InvariantCulture);
        return at + written;
    }
}
