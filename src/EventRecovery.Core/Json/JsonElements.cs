namespace EventRecovery.Json;

/// <summary>Enumerates the elements of an array.</summary>
public struct JsonElements
{
    private readonly JsonText? _text;
    private int _at;
    private int _member;
    private bool _entered;

    internal JsonElements(JsonValue value)
    {
        _text = value.Kind == JsonKind.Array ? value.Text : null;
        _at = value.Start;
        _member = value.FirstMember;
    }

    /// <summary>The element under the cursor.</summary>
    public JsonValue Current { get; private set; }

    /// <summary>Moves to the next element.</summary>
    public bool MoveNext()
    {
        if (_text is null)
        {
            return false;
        }
        var walk = new JsonWalk(_text.Utf8.Span, _text.Members, _at, _member);
        if (!(_entered ? walk.Advance((byte)']') : walk.Enter((byte)']')))
        {
            return false;
        }
        _entered = true;
        (var start, var member) = (walk.At, walk.Member);
        walk.Skip();
        (_at, _member) = (walk.At, walk.Member);
        Current = new JsonValue(_text, start, walk.At, member);
        return true;
    }

    /// <summary>This enumerator, for <c>foreach</c>.</summary>
    public readonly JsonElements GetEnumerator() => this;
}
