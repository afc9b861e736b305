namespace EventRecovery.Json;

/// <summary>
/// Reads a text once, checks it, and fills the member index. Written by hand rather than on Utf8JsonReader because bad input is
/// expected here and must cost neither an exception nor a second pass for its position; tests hold the two to the same verdicts.
/// </summary>
internal ref partial struct JsonScanner(ReadOnlyMemory<byte> memory, JsonMember[] members, int maxDepth)
{
    private readonly ReadOnlySpan<byte> _text = memory.Span;
    private readonly JsonMember[] _members = members;
    private int _at;
    private int _count;

    public JsonProblem Problem { get; private set; }

    public bool TryScan(out int start, out int end)
    {
        SkipWhitespace();
        start = _at;
        end = 0;
        if (_at == _text.Length)
        {
            return Fail(JsonProblemKind.Empty, "nothing but whitespace");
        }
        if (!Value(1))
        {
            return false;
        }
        end = _at;
        SkipWhitespace();
        return _at == _text.Length || Fail(JsonProblemKind.TrailingData, "more data after the end of the JSON value");
    }

    private bool Value(int depth)
    {
        if (_at == _text.Length)
        {
            return Fail(JsonProblemKind.NotJson, "the text ends where a value should begin");
        }
        switch (_text[_at])
        {
            case (byte)'{':
                return Object(depth);
            case (byte)'[':
                return Array(depth);
            case (byte)'"':
                return String(out _);
            case (byte)'t':
                return Literal("true"u8);
            case (byte)'f':
                return Literal("false"u8);
            case (byte)'n':
                return Literal("null"u8);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return Number();
            default:
                return NoValue();
        }
    }

    private bool Object(int depth)
    {
        if (depth > maxDepth)
        {
            return FailTooDeep();
        }
        _at++;
        SkipWhitespace();
        if (Accept((byte)'}'))
        {
            return true;
        }
        var first = _count;
        while (true)
        {
            if (!Member(depth, out var member))
            {
                return false;
            }
            SkipWhitespace();
            if (Accept((byte)','))
            {
                _members[member].SetNext(_count, isLast: false);
                SkipWhitespace();
                continue;
            }
            if (!Accept((byte)'}'))
            {
                return Unexpected("where ',' or '}' should follow a member");
            }
            _members[member].SetNext(_count, isLast: true);
            return NoDuplicates(first);
        }
    }

    private bool Member(int depth, out int index)
    {
        index = _count;
        if (_at == _text.Length || _text[_at] != (byte)'"')
        {
            return Unexpected("where the name of a member should begin");
        }
        var name = _at + 1;
        if (!String(out var escapes))
        {
            return false;
        }
        var nameEnd = _at - 1;
        SkipWhitespace();
        if (!Accept((byte)':'))
        {
            return Unexpected("where ':' should follow a name");
        }
        SkipWhitespace();
        _count++;
        _members[index].SetName(name, nameEnd, escapes);
        _members[index].ValueStart = _at;
        var valid = Value(depth + 1);
        _members[index].ValueEnd = _at;
        return valid;
    }

    private bool Array(int depth)
    {
        if (depth > maxDepth)
        {
            return FailTooDeep();
        }
        _at++;
        SkipWhitespace();
        if (Accept((byte)']'))
        {
            return true;
        }
        while (true)
        {
            if (!Value(depth + 1))
            {
                return false;
            }
            SkipWhitespace();
            if (Accept((byte)','))
            {
                SkipWhitespace();
                continue;
            }
            return Accept((byte)']') || Unexpected("where ',' or ']' should follow an element");
        }
    }

    private bool NoDuplicates(int first)
    {
        if (MemberOrder.TrySort(memory, _members, first, out var again))
        {
            return true;
        }
        _at = _members[again].NameStart - 1;
        return Fail(JsonProblemKind.DuplicateName, "a member name that its object already has");
    }
}
