namespace EventRecovery.Json;

/// <summary>Writes a text with its edits: what no edit touches is copied byte for byte, whitespace between members aside.</summary>
internal ref struct EditedWriter(JsonText text, JsonEdits edits)
{
    private readonly ReadOnlySpan<byte> _text = text.Utf8.Span;
    private readonly ReadOnlySpan<JsonMember> _members = text.Members;
    private readonly JsonEdits _edits = edits;

    /// <summary>Writes an object up to its closing brace, which is left to the caller; false if it has no member so far.</summary>
    public readonly bool WriteOpenObject(JsonValue value, ref ByteSink sink)
    {
        var any = false;
        sink.Write((byte)'{');
        if (JsonMemberIndex.HasMembers(value))
        {
            Members(value.FirstMember, ref any, ref sink);
        }
        foreach (ref readonly JsonEdits.Edit edit in _edits.All)
        {
            if (edit.Kind == JsonEdits.EditKind.Add && edit.Start == value.Start)
            {
                Separate(ref any, ref sink);
                CanonicalScalars.WritePlain(edit.Name, ref sink);
                sink.Write((byte)':');
                sink.Write(_edits.RawOf(edit));
            }
        }
        return any;
    }

    private readonly void Members(int first, ref bool any, ref ByteSink sink)
    {
        for (var at = first; ; at = _members[at].Next)
        {
            ref readonly JsonMember member = ref _members[at];
            if (!_edits.Touches(member.ValueStart, member.ValueEnd))
            {
                Separate(ref any, ref sink);
                sink.Write(_text[(member.NameStart - 1)..member.ValueEnd]);
            }
            else if (!IsRemoved(member.ValueStart))
            {
                Separate(ref any, ref sink);
                sink.Write(_text[(member.NameStart - 1)..member.ValueStart]);
                Value(new JsonProperty(text, at).Value, ref sink);
            }
            if (member.IsLast)
            {
                return;
            }
        }
    }

    private readonly void Value(JsonValue value, ref ByteSink sink)
    {
        if (!_edits.Touches(value.Start, value.End))
        {
            sink.Write(value.Raw);
        }
        else if (_edits.TryGet(value.Start, out JsonEdits.Edit edit))
        {
            sink.Write(_edits.RawOf(edit));
        }
        else if (value.Kind == JsonKind.Object)
        {
            WriteOpenObject(value, ref sink);
            sink.Write((byte)'}');
        }
        else
        {
            Array(value, ref sink);
        }
    }

    private readonly void Array(JsonValue value, ref ByteSink sink)
    {
        var any = false;
        sink.Write((byte)'[');
        foreach (JsonValue element in value.EnumerateElements())
        {
            Separate(ref any, ref sink);
            Value(element, ref sink);
        }
        sink.Write((byte)']');
    }

    private readonly bool IsRemoved(int at) =>
        _edits.TryGet(at, out JsonEdits.Edit edit) && edit.Kind == JsonEdits.EditKind.Remove;

    private static void Separate(ref bool any, ref ByteSink sink)
    {
        if (any)
        {
            sink.Write((byte)',');
        }
        any = true;
    }
}
