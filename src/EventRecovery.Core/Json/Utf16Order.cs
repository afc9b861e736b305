namespace EventRecovery.Json;

/// <summary>Compares names by their UTF-16 code units, as RFC 8785 (3.2.3) asks, without leaving UTF-8.</summary>
internal static class Utf16Order
{
    // UTF-8 sorts like code points. UTF-16 differs in one place only: characters beyond U+FFFF (lead bytes F0 to F4) are
    // written with surrogates (D800 to DFFF) and so come before U+E000 to U+FFFF (lead bytes EE and EF).
    private const byte FirstAfterSurrogates = 0xEE;
    private const byte FirstOfFourBytes = 0xF0;

    /// <summary>Compares two names whose escapes have been resolved.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (!left.IsEmpty && !right.IsEmpty && left[0] != right[0] && left[0] < FirstAfterSurrogates)
        {
            return left[0] - right[0]; // most names differ at once
        }
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }
        (var a, var b) = (left[common], right[common]);
        var bothAboveSurrogates = a >= FirstAfterSurrogates && b >= FirstAfterSurrogates;
        return bothAboveSurrogates && (a >= FirstOfFourBytes) != (b >= FirstOfFourBytes) ? b - a : a - b;
    }

    /// <summary>Compares the names of two members of one text.</summary>
    public static int Compare(ReadOnlySpan<byte> text, in JsonMember left, in JsonMember right)
    {
        ReadOnlySpan<byte> leftName = text.Slice(left.NameStart, left.NameLength);
        ReadOnlySpan<byte> rightName = text.Slice(right.NameStart, right.NameLength);
        return left.NameHasEscapes || right.NameHasEscapes
            ? CompareWritten(leftName, rightName)
            : Compare(leftName, rightName);
    }

    /// <summary>Compares two names as they are written between their quotes.</summary>
    public static int CompareWritten(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        using var plainLeft = new Unescaped(left, stackalloc byte[Unescaped.Scratch]);
        using var plainRight = new Unescaped(right, stackalloc byte[Unescaped.Scratch]);
        return Compare(plainLeft.Utf8, plainRight.Utf8);
    }

    /// <summary>Compares a name whose escapes have been resolved with one as it is written between its quotes.</summary>
    public static int CompareToWritten(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> written)
    {
        using var other = new Unescaped(written, stackalloc byte[Unescaped.Scratch]);
        return Compare(plain, other.Utf8);
    }
}
