namespace EventRecovery.Json;

/// <summary>A member of an object: its name and its value.</summary>
public readonly struct JsonProperty
{
    private readonly JsonText _text;
    private readonly int _member;

    internal JsonProperty(JsonText text, int member)
    {
        _text = text;
        _member = member;
    }

    /// <summary>The name with its escapes resolved. It is made anew at each call; <see cref="NameIs"/> compares without that.</summary>
    public string Name => JsonValue.Text16(RawName);

    /// <summary>The value.</summary>
    public JsonValue Value => new(_text, Member.ValueStart, Member.ValueEnd, _member + 1);

    /// <summary>The name as it is written between its quotes.</summary>
    internal ReadOnlySpan<byte> RawName => _text.Utf8.Span.Slice(Member.NameStart, Member.NameLength);

    /// <summary>Where the name begins, with its quote.</summary>
    internal int Start => Member.NameStart - 1;

    internal int Index => _member;

    private ref readonly JsonMember Member => ref _text.Members[_member];

    /// <summary>Whether the name, escapes resolved, is this UTF-8.</summary>
    public bool NameIs(ReadOnlySpan<byte> name)
    {
        using var plain = new Unescaped(RawName, stackalloc byte[Unescaped.Scratch]);
        return plain.Utf8.SequenceEqual(name);
    }
}
