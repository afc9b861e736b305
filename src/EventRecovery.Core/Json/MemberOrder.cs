using System.Buffers;

namespace EventRecovery.Json;

/// <summary>The canonical order of an object's members (RFC 8785, 3.2.3), which also brings equal names together.</summary>
internal static class MemberOrder
{
    private const int Few = 32;

    /// <summary>Sorts the members of the object whose first one is given and writes the order into <see cref="JsonMember.Sorted"/>.</summary>
    /// <returns>False if two have the same name; <paramref name="duplicate"/> is then the later one.</returns>
    public static bool TrySort(ReadOnlyMemory<byte> text, JsonMember[] members, int first, out int duplicate)
    {
        var count = Count(members, first);
        var rented = count <= Few ? null : ArrayPool<int>.Shared.Rent(count);
        Span<int> order = rented is null ? stackalloc int[Few] : rented;
        order = order[..count];
        duplicate =
            count <= Few ? FillSorted(text.Span, members, first, order) : FillAndSort(text, members, first, order);
        if (duplicate < 0)
        {
            Store(members, first, order);
        }
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
        return duplicate < 0;
    }

    private static int Count(ReadOnlySpan<JsonMember> members, int first)
    {
        var count = 1;
        for (var at = first; !members[at].IsLast; at = members[at].Next)
        {
            count++;
        }
        return count;
    }

    private static int FillSorted(ReadOnlySpan<byte> text, ReadOnlySpan<JsonMember> members, int first, Span<int> order)
    {
        for ((var at, var sorted) = (first, 0); sorted < order.Length; at = members[at].Next, sorted++)
        {
            var place = sorted;
            for (; place > 0; place--)
            {
                var compared = Utf16Order.Compare(text, members[order[place - 1]], members[at]);
                if (compared == 0)
                {
                    return at;
                }
                if (compared < 0)
                {
                    break;
                }
                order[place] = order[place - 1];
            }
            order[place] = at;
        }
        return -1;
    }

    // Any number of members: sorted by introsort, so a hostile object costs n log n comparisons and no more.
    private static int FillAndSort(ReadOnlyMemory<byte> text, JsonMember[] members, int first, Span<int> order)
    {
        for ((var at, var next) = (first, 0); next < order.Length; at = members[at].Next, next++)
        {
            order[next] = at;
        }
        order.Sort(new ByName(text, members));

        var duplicate = -1;
        for (var i = 1; i < order.Length; i++)
        {
            if (Utf16Order.Compare(text.Span, members[order[i - 1]], members[order[i]]) == 0)
            {
                var later = Math.Max(order[i - 1], order[i]);
                duplicate = duplicate < 0 ? later : Math.Min(duplicate, later);
            }
        }
        return duplicate;
    }

    private static void Store(Span<JsonMember> members, int first, ReadOnlySpan<int> order)
    {
        var at = first;
        foreach (var member in order)
        {
            members[at].Sorted = member;
            at = members[at].Next;
        }
    }

    private readonly struct ByName(ReadOnlyMemory<byte> text, JsonMember[] members) : IComparer<int>
    {
        public int Compare(int x, int y) => Utf16Order.Compare(text.Span, members[x], members[y]);
    }
}
