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
        int start = value.Text.Members[value.FirstMember].NameStart;
        return start > value.Start && start < value.End;
    }
}
