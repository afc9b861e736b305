namespace EventRecovery.Json;

/// <summary>
/// Memory for the index of one text at a time, for a reader that has done with a text before it reads the next. Reading with it ends
/// the life of the text that was read with it before. Not thread-safe.
/// </summary>
internal sealed class JsonScratch
{
    private JsonMember[] _members = [];

    /// <summary>Room for that many members and one more, all of them empty.</summary>
    public JsonMember[] Take(int members)
    {
        if (_members.Length <= members)
        {
            _members = new JsonMember[Math.Max(members + 1, 2 * _members.Length)];
        }
        else
        {
            Array.Clear(_members, 0, members + 1);
        }
        return _members;
    }
}
