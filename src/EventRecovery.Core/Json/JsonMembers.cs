namespace EventRecovery.Json;

/// <summary>Enumerates the members of an object in the order in which they are written.</summary>
public struct JsonMembers
{
    private readonly JsonText? _text;
    private readonly int _first;
    private int _member;

    internal JsonMembers(JsonValue value)
    {
        _text = JsonMemberIndex.HasMembers(value) ? value.Text : null;
        _first = value.FirstMember;
        _member = -1;
    }

    /// <summary>The member under the cursor.</summary>
    public readonly JsonProperty Current => new(_text!, _member);

    /// <summary>Moves to the next member.</summary>
    public bool MoveNext()
    {
        if (_text is null)
        {
            return false;
        }
        if (_member < 0)
        {
            _member = _first;
            return true;
        }
        ref readonly JsonMember current = ref _text.Members[_member];
        if (current.IsLast)
        {
            return false;
        }
        _member = current.Next;
        return true;
    }

    /// <summary>This enumerator, for <c>foreach</c>.</summary>
    public readonly JsonMembers GetEnumerator() => this;
}
