namespace EventRecovery.Json;

/// <summary>Whether two JSON values say the same thing.</summary>
internal static class JsonEquality
{
    /// <summary>Compares two values of one kind that are no objects and no arrays. Numbers are equal when their exact values are.</summary>
    public static bool AreSameScalar(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right))
        {
            return true;
        }
        return left[0] switch
        {
            (byte)'"' => AreSameString(left[1..^1], right[1..^1]),
            (byte)'t' or (byte)'f' or (byte)'n' => false,
            _ => NumberParts.TryRead(left, out NumberParts a)
                && NumberParts.TryRead(right, out NumberParts b)
                && a.IsSameNumberAs(b),
        };
    }

    private static bool AreSameString(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (!left.Contains((byte)'\\') && !right.Contains((byte)'\\'))
        {
            return false;
        }
        return Utf16Order.CompareWritten(left, right) == 0;
    }
}
