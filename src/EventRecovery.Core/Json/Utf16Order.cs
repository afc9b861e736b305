using System.Buffers;

namespace EventRecovery.Json;

/// <summary>Compares names by their UTF-16 code units, as RFC 8785 (3.2.3) asks, without leaving UTF-8.</summary>
internal static class Utf16Order
{
    private const int OnStack = 256;

    // UTF-8 sorts like code points. UTF-16 differs in one place only: characters beyond U+FFFF (lead bytes F0 to F4) are
    // written with surrogates (D800 to DFFF) and so come before U+E000 to U+FFFF (lead bytes EE and EF).
    private const byte FirstAfterSurrogates = 0xEE;
    private const byte FirstOfFourBytes = 0xF0;

    public static int Compare(ReadOnlySpan<byte> text, in JsonMember left, in JsonMember right)
    {
        ReadOnlySpan<byte> leftName = text.Slice(left.NameStart, left.NameLength);
        ReadOnlySpan<byte> rightName = text.Slice(right.NameStart, right.NameLength);
        return left.NameHasEscapes || right.NameHasEscapes
            ? CompareEscaped(leftName, rightName)
            : Compare(leftName, rightName);
    }

    /// <summary>Compares two names whose escapes have been resolved.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }
        (byte a, byte b) = (left[common], right[common]);
        bool bothAboveSurrogates = a >= FirstAfterSurrogates && b >= FirstAfterSurrogates;
        return bothAboveSurrogates && (a >= FirstOfFourBytes) != (b >= FirstOfFourBytes) ? b - a : a - b;
    }

    /// <summary>Compares a name whose escapes have been resolved with that of a member.</summary>
    public static int Compare(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> text, in JsonMember member)
    {
        ReadOnlySpan<byte> name = text.Slice(member.NameStart, member.NameLength);
        if (!member.NameHasEscapes)
        {
            return Compare(plain, name);
        }
        byte[]? rented = name.Length <= OnStack ? null : ArrayPool<byte>.Shared.Rent(name.Length);
        Span<byte> buffer = rented is null ? stackalloc byte[OnStack] : rented;
        int compared = Compare(plain, buffer[..JsonEscape.Unescape(name, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        return compared;
    }

    /// <summary>Compares two names as they are written between their quotes.</summary>
    public static int CompareEscaped(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int length = left.Length + right.Length;
        byte[]? rented = length <= OnStack ? null : ArrayPool<byte>.Shared.Rent(length);
        Span<byte> buffer = rented is null ? stackalloc byte[OnStack] : rented;
        int leftLength = JsonEscape.Unescape(left, buffer);
        int rightLength = JsonEscape.Unescape(right, buffer[leftLength..]);
        int compared = Compare(buffer[..leftLength], buffer.Slice(leftLength, rightLength));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        return compared;
    }

    /// <summary>Whether a name as it is written is, escapes resolved, the given one.</summary>
    public static bool EqualsEscaped(ReadOnlySpan<byte> written, ReadOnlySpan<byte> name)
    {
        byte[]? rented = written.Length <= OnStack ? null : ArrayPool<byte>.Shared.Rent(written.Length);
        Span<byte> buffer = rented is null ? stackalloc byte[OnStack] : rented;
        bool same = buffer[..JsonEscape.Unescape(written, buffer)].SequenceEqual(name);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        return same;
    }
}
