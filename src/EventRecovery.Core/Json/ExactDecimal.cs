using System.Globalization;
using System.Numerics;

namespace EventRecovery.Json;

/// <summary>
/// Decimal arithmetic that never rounds. System.Decimal holds a 96-bit integer and up to 28 decimal places and rounds silently
/// beyond that; here what does not fit is refused.
/// </summary>
public static class ExactDecimal
{
    private const int MaxScale = 28;

    // The longest run of significant digits below 2^96 (7.9e28), and so the most that is ever worth multiplying out.
    private const int MaxDigits = 29;

    /// <summary>Reads a JSON number, exponents included, without trailing zeros: 1.10 gives 1.1, 1e3 gives 1000.</summary>
    /// <returns>False if it is no number, or a decimal cannot hold it exactly.</returns>
    public static bool TryParse(ReadOnlySpan<byte> number, out decimal value)
    {
        value = 0;
        return NumberParts.TryRead(number, out NumberParts parts) && TryCompose(parts, out value);
    }

    /// <summary>Multiplies exactly. The product has no trailing zeros after its decimal point, so 100 × 1.1 is 110.</summary>
    /// <returns>False if a decimal cannot hold the product exactly.</returns>
    public static bool TryMultiply(decimal left, decimal right, out decimal product)
    {
        var scale = left.Scale + right.Scale;
        var isNegative = decimal.IsNegative(left) != decimal.IsNegative(right);
        (UInt128 a, UInt128 b) = (Significand(left), Significand(right));
        if (a <= ulong.MaxValue && b <= ulong.MaxValue)
        {
            return TryMake(a * b, scale, isNegative, out product);
        }
        BigInteger wide = WithoutTrailingZeros((BigInteger)a * b, ref scale);
        product = 0;
        return wide <= UInt128.MaxValue && TryMake((UInt128)wide, scale, isNegative, out product);
    }

    private static bool TryCompose(in NumberParts parts, out decimal value)
    {
        value = 0;
        if (parts.IsZero)
        {
            return true;
        }
        var digits = parts.Digits;
        if (digits > MaxDigits || parts.Exponent < -MaxScale || parts.Exponent > MaxDigits - digits)
        {
            return false;
        }
        Span<byte> plain = stackalloc byte[MaxDigits];
        parts.CopyDigits(plain);
        plain[digits..].Fill((byte)'0');
        var scale = Math.Max(0, -parts.Exponent);
        var length = digits + Math.Max(0, parts.Exponent);
        var significand = UInt128.Parse(plain[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        return TryMake(significand, scale, parts.IsNegative, out value);
    }

    private static UInt128 Significand(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
    }

    private static T WithoutTrailingZeros<T>(T significand, ref int scale)
        where T : IBinaryInteger<T>
    {
        T ten = T.CreateChecked(10);
        while (scale > 0)
        {
            (T tenth, T digit) = T.DivRem(significand, ten);
            if (!T.IsZero(digit))
            {
                break;
            }
            (significand, scale) = (tenth, scale - 1);
        }
        return significand;
    }

    private static bool TryMake(UInt128 significand, int scale, bool isNegative, out decimal value)
    {
        value = 0;
        significand =
            significand <= ulong.MaxValue
                ? WithoutTrailingZeros((ulong)significand, ref scale)
                : WithoutTrailingZeros(significand, ref scale);
        if (significand >> 96 != 0 || scale > MaxScale)
        {
            return false;
        }
        var low = (ulong)significand;
        var sign = isNegative && significand != 0;
        value = new decimal((int)low, (int)(low >> 32), (int)(uint)(significand >> 64), sign, (byte)scale);
        return true;
    }
}
