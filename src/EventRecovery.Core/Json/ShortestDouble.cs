using System.Globalization;

namespace EventRecovery.Json;

/// <summary>The fewest digits that read back as the same double and, of that many, the closest to it.</summary>
internal static class ShortestDouble
{
    private const ulong FractionBits = (1UL << 52) - 1;

    private static readonly string[] Rounded = [.. Enumerable.Range(0, 17).Select(places => $"E{places}")];

    /// <summary>Writes a finite double in one of .NET's notations; returns the bytes written.</summary>
    public static int Format(double value, Span<byte> text)
    {
        if ((BitConverter.DoubleToUInt64Bits(value) & FractionBits) == 0)
        {
            return FormatPowerOfTwo(value, text);
        }
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return length;
    }

    // Below a power of two the doubles lie twice as dense as above it. .NET's shortest text does not heed that: for 2^-25 it gives
    // 2.980232238769531E-08, which reads back as the double below. So the lengths are tried one by one, from correctly rounded
    // texts, which .NET does give; where the closest text of a length is its lower neighbour's, the next one up may still do.
    private static int FormatPowerOfTwo(double value, Span<byte> text)
    {
        var length = 0;
        foreach (var format in Rounded)
        {
            value.TryFormat(text, out length, format, CultureInfo.InvariantCulture);
            if (ReadsAs(value, text[..length]) || (TryRaise(text) && ReadsAs(value, text[..length])))
            {
                break;
            }
        }
        return length;
    }

    private static bool ReadsAs(double value, ReadOnlySpan<byte> text) =>
        double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value);

    // Adds one to the last digit before the exponent. No power of two of a double has a candidate that ends in 9, so it never carries.
    private static bool TryRaise(Span<byte> text)
    {
        ref var last = ref text[text.IndexOf((byte)'E') - 1];
        if (last is < (byte)'0' or >= (byte)'9')
        {
            return false;
        }
        last++;
        return true;
    }
}
