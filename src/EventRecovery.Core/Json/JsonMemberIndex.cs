namespace EventRecovery.Json;

/// <summary>Questions that the member index answers.</summary>
internal static class JsonMemberIndex
{
    /// <summary>Whether a value is an object with at least one member.</summary>
    public static bool HasMembers(JsonValue value)
    {
        if (value.Kind != JsonKind.Object || value.FirstMember >= value.Text.Members.Length)
        {
            return false;
        }
        // The index has spare room at its end, whose members begin at 0: inside no object.
        var start = value.Text.Members[value.FirstMember].NameStart;
        return start > value.Start && start < value.End;
    }

    /// <summary>The member of this name among those of the object whose first member is given; -1 if there is none.</summary>
    public static int Find(JsonText text, int first, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> utf8 = text.Utf8.Span;
        for (var at = first; ; at = text.Members[at].Next)
        {
            ref readonly JsonMember member = ref text.Members[at];
            ReadOnlySpan<byte> written = utf8.Slice(member.NameStart, member.NameLength);
            if (member.NameHasEscapes ? Utf16Order.CompareToWritten(name, written) == 0 : written.SequenceEqual(name))
            {
                return at;
            }
            if (member.IsLast)
            {
                return -1;
            }
        }
    }
}
