namespace EventRecovery.Json;

/// <summary>
/// The exact value of a JSON number: sign, significant digits without leading or trailing zeros, and the power of ten that the last
/// of them counts. Two numbers are equal exactly when these are, however they are written.
/// </summary>
internal readonly ref struct NumberParts
{
    // Exponents beyond this describe nothing that any number type here could hold; saturating keeps the arithmetic safe.
    private const int ExponentLimit = 1_000_000_000;

    private readonly ReadOnlySpan<byte> _significant;

    private NumberParts(ReadOnlySpan<byte> significant, int digits, int exponent, bool isNegative)
    {
        _significant = significant;
        Digits = digits;
        Exponent = exponent;
        IsNegative = isNegative;
    }

    public int Digits { get; }

    public int Exponent { get; }

    public bool IsNegative { get; }

    public bool IsZero => Digits == 0;

    /// <summary>Takes apart what the JSON grammar calls a number; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> number, out NumberParts parts)
    {
        parts = default;
        var isNegative = number is [(byte)'-', ..];
        ReadOnlySpan<byte> unsigned = isNegative ? number[1..] : number;
        var mark = unsigned.IndexOfAny((byte)'e', (byte)'E');
        ReadOnlySpan<byte> mantissa = mark < 0 ? unsigned : unsigned[..mark];
        var exponent = 0;
        if (!IsMantissa(mantissa) || (mark >= 0 && !TryExponent(unsigned[(mark + 1)..], out exponent)))
        {
            return false;
        }
        parts = Trim(mantissa, exponent, isNegative);
        return true;
    }

    public void CopyDigits(Span<byte> destination)
    {
        var written = 0;
        foreach (var character in _significant)
        {
            if (character != (byte)'.')
            {
                destination[written++] = character;
            }
        }
    }

    public bool IsSameNumberAs(in NumberParts other)
    {
        if (Digits != other.Digits || (!IsZero && (Exponent != other.Exponent || IsNegative != other.IsNegative)))
        {
            return false;
        }
        for (int left = 0, right = 0; left < _significant.Length; left++, right++)
        {
            left += _significant[left] == (byte)'.' ? 1 : 0;
            right += other._significant[right] == (byte)'.' ? 1 : 0;
            if (_significant[left] != other._significant[right])
            {
                return false;
            }
        }
        return true;
    }

    private static NumberParts Trim(ReadOnlySpan<byte> mantissa, int exponent, bool isNegative)
    {
        var point = mantissa.IndexOf((byte)'.');
        var places = point < 0 ? 0 : mantissa.Length - point - 1;
        var trailing = 0;
        var end = mantissa.Length;
        for (; end > 0 && mantissa[end - 1] is (byte)'0' or (byte)'.'; end--)
        {
            trailing += mantissa[end - 1] == (byte)'0' ? 1 : 0;
        }
        ReadOnlySpan<byte> significant = mantissa[..end].TrimStart("0."u8);
        var digits = significant.Length - significant.Count((byte)'.');
        return new NumberParts(significant, digits, exponent - places + trailing, isNegative && digits > 0);
    }

    private static bool IsMantissa(ReadOnlySpan<byte> mantissa)
    {
        var point = mantissa.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? mantissa : mantissa[..point];
        var hasFraction = point < 0 || AreDigits(mantissa[(point + 1)..]);
        return AreDigits(whole) && (whole.Length == 1 || whole[0] != (byte)'0') && hasFraction;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var isNegative = text is [(byte)'-', ..];
        ReadOnlySpan<byte> digits = text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;
        if (!AreDigits(digits))
        {
            return false;
        }
        foreach (var digit in digits)
        {
            exponent = Math.Min(
                ExponentLimit,
                (exponent < ExponentLimit / 10 ? exponent * 10 : ExponentLimit) + digit - '0'
            );
        }
        exponent = isNegative ? -exponent : exponent;
        return true;
    }
}
