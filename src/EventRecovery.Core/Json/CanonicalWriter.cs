namespace EventRecovery.Json;

/// <summary>Writes values in canonical form from the index, with edits applied on the way.</summary>
internal ref struct CanonicalWriter(JsonValue value, JsonEdits? edits)
{
    private readonly ReadOnlySpan<byte> _text = value.Text.Utf8.Span;
    private readonly ReadOnlySpan<JsonMember> _members = value.Text.Members;
    private readonly JsonEdits? _edits = edits is { IsEmpty: false } ? edits : null;
    private JsonWalk _walk = new(value.Text.Utf8.Span, value.Text.Members, value.Start, value.FirstMember);

    public void Write(ref ByteSink sink) => Value(ref sink);

    // Writes the value that the walk stands on, and leaves the walk behind it.
    private void Value(ref ByteSink sink)
    {
        if (_edits is not null && _edits.TryGet(_walk.At, out JsonEdits.Edit edit))
        {
            _walk.Skip();
            New(edit, ref sink);
            return;
        }
        switch (_walk.Current)
        {
            case (byte)'{':
                Object(ref sink);
                break;
            case (byte)'[':
                Array(ref sink);
                break;
            default:
                var start = _walk.At;
                _walk.Skip();
                CanonicalScalars.Write(_text[start.._walk.At], ref sink);
                break;
        }
    }

    private void Array(ref ByteSink sink)
    {
        sink.Write((byte)'[');
        var separate = false;
        for (var more = _walk.Enter((byte)']'); more; more = _walk.Advance((byte)']'))
        {
            Separate(ref separate, ref sink);
            Value(ref sink);
        }
        sink.Write((byte)']');
    }

    private void Object(ref ByteSink sink)
    {
        var start = _walk.At;
        var added = 0;
        var separate = false;
        sink.Write((byte)'{');
        if (_walk.Enter((byte)'}'))
        {
            var at = _walk.Member;
            while (true)
            {
                Member(start, _members[at].Sorted, ref added, ref separate, ref sink);
                if (_members[at].IsLast)
                {
                    break;
                }
                at = _members[at].Next;
            }
            _walk.LeaveObject(_members[at]);
        }
        AddedBefore(start, null, ref added, ref separate, ref sink);
        sink.Write((byte)'}');
    }

    private void Member(int objectStart, int index, ref int added, ref bool separate, ref ByteSink sink)
    {
        ref readonly JsonMember member = ref _members[index];
        JsonEdits.Edit edit = default;
        var isReplaced = _edits is not null && _edits.TryGet(member.ValueStart, out edit);
        if (isReplaced && edit.Kind == JsonEdits.EditKind.Remove)
        {
            return;
        }
        AddedBefore(objectStart, index, ref added, ref separate, ref sink);
        Separate(ref separate, ref sink);
        if (member.NameHasEscapes)
        {
            CanonicalScalars.WriteString(RawName(index), ref sink);
        }
        else
        {
            sink.Write(_text.Slice(member.NameStart - 1, member.NameLength + 2)); // with its quotes
        }
        sink.Write((byte)':');
        if (isReplaced)
        {
            New(edit, ref sink);
        }
        else if (_text[member.ValueStart] is (byte)'{' or (byte)'[')
        {
            (_walk.At, _walk.Member) = (member.ValueStart, index + 1);
            Value(ref sink);
        }
        else
        {
            CanonicalScalars.Write(_text[member.ValueStart..member.ValueEnd], ref sink);
        }
    }

    // Added members sort among the others; without a member to come before, the rest of them.
    private readonly void AddedBefore(int objectStart, int? index, ref int added, ref bool separate, ref ByteSink sink)
    {
        while (
            _edits is not null
            && _edits.TryNextAdded(objectStart, ref added, out var next)
            && (index is null || ComesBefore(_edits.All[next].Name, index.Value))
        )
        {
            added++;
            ref readonly JsonEdits.Edit edit = ref _edits.All[next];
            Separate(ref separate, ref sink);
            CanonicalScalars.WritePlain(edit.Name, ref sink);
            sink.Write((byte)':');
            New(edit, ref sink);
        }
    }

    private readonly bool ComesBefore(ReadOnlySpan<byte> added, int index) =>
        (
            _members[index].NameHasEscapes
                ? Utf16Order.CompareToWritten(added, RawName(index))
                : Utf16Order.Compare(added, RawName(index))
        ) < 0;

    private readonly void New(in JsonEdits.Edit edit, ref ByteSink sink)
    {
        if (edit.Parsed is null)
        {
            CanonicalScalars.Write(_edits!.RawOf(edit), ref sink);
            return;
        }
        new CanonicalWriter(edit.Parsed.Root, null).Value(ref sink);
    }

    private readonly ReadOnlySpan<byte> RawName(int index) =>
        _text.Slice(_members[index].NameStart, _members[index].NameLength);

    private static void Separate(ref bool separate, ref ByteSink sink)
    {
        if (separate)
        {
            sink.Write((byte)',');
        }
        separate = true;
    }
}
