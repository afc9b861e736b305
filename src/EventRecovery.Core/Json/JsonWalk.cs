using System.Buffers;

namespace EventRecovery.Json;

/// <summary>
/// Steps over values of a text that has been checked. Elements of arrays have no entry in the index, so they are walked: a
/// position in the text moves together with a position in the index.
/// </summary>
internal ref struct JsonWalk(ReadOnlySpan<byte> text, ReadOnlySpan<JsonMember> members, int at, int member)
{
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]} \n\r\t"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<JsonMember> _members = members;

    /// <summary>The next byte to look at.</summary>
    public int At = at;

    /// <summary>The first member that begins at or after <see cref="At"/>.</summary>
    public int Member = member;

    public readonly byte Current => _text[At];

    /// <summary>From the bracket of a container to its first item; true if there is one, else the walk is past the container.</summary>
    public bool Enter(byte close)
    {
        At++;
        return !EndsWith(close);
    }

    /// <summary>From the end of an item to the next one; true if there is one, else the walk is past the container.</summary>
    public bool Advance(byte close)
    {
        if (EndsWith(close))
        {
            return false;
        }
        At++; // the comma
        SkipWhitespace();
        return true;
    }

    /// <summary>From the start of a value to its end.</summary>
    public void Skip()
    {
        switch (Current)
        {
            case (byte)'{':
                SkipObject();
                break;
            case (byte)'[':
                for (var more = Enter((byte)']'); more; more = Advance((byte)']'))
                {
                    Skip();
                }
                break;
            case (byte)'"':
                SkipString();
                break;
            default:
                var length = _text[At..].IndexOfAny(ScalarEnds);
                At = length < 0 ? _text.Length : At + length;
                break;
        }
    }

    /// <summary>From the value of a member, wherever the walk is, to the end of the object that ends with it.</summary>
    public void LeaveObject(in JsonMember last)
    {
        At = last.ValueEnd;
        Member = last.Next;
        EndsWith((byte)'}');
    }

    private void SkipObject()
    {
        if (!Enter((byte)'}'))
        {
            return;
        }
        var last = Member;
        while (!_members[last].IsLast)
        {
            last = _members[last].Next;
        }
        LeaveObject(_members[last]);
    }

    private void SkipString()
    {
        At++;
        while (true)
        {
            At += _text[At..].IndexOfAny((byte)'"', (byte)'\\');
            if (Current == (byte)'"')
            {
                At++;
                return;
            }
            At += 2;
        }
    }

    private bool EndsWith(byte close)
    {
        SkipWhitespace();
        if (Current != close)
        {
            return false;
        }
        At++;
        return true;
    }

    private void SkipWhitespace()
    {
        while (Current is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            At++;
        }
    }
}
