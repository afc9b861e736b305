namespace EventRecovery.Simulation.Cloud;

/// <summary>
/// The order of text in DynamoDB, by UTF-8 bytes. It is that of the characters, except that what UTF-16 writes with surrogates comes after
/// all the rest.
/// </summary>
internal sealed class SortKeyOrder : IComparer<string>
{
    public static SortKeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length - right.Length;
        }

        var (one, other) = (left[same], right[same]);
        return char.IsSurrogate(one) == char.IsSurrogate(other) ? one - other
            : char.IsSurrogate(one) ? 1
            : -1;
    }
}
