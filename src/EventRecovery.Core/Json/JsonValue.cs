using System.Text;

namespace EventRecovery.Json;

/// <summary>A value inside a <see cref="JsonText"/>: a view, not a copy. <c>default</c> is "no value", of kind <see cref="JsonKind.None"/>.</summary>
public readonly partial struct JsonValue
{
    private readonly JsonText? _text;
    private readonly int _start;
    private readonly int _end;
    private readonly int _member;

    internal JsonValue(JsonText text, int start, int end, int member)
    {
        _text = text;
        _start = start;
        _end = end;
        _member = member;
    }

    /// <summary>What it is.</summary>
    public JsonKind Kind =>
        Raw switch
        {
            [] => JsonKind.None,
            [(byte)'{', ..] => JsonKind.Object,
            [(byte)'[', ..] => JsonKind.Array,
            [(byte)'"', ..] => JsonKind.String,
            [(byte)'t' or (byte)'f', ..] => JsonKind.Boolean,
            [(byte)'n', ..] => JsonKind.Null,
            _ => JsonKind.Number,
        };

    /// <summary>The bytes as they are written in the text; empty for no value.</summary>
    public ReadOnlySpan<byte> Raw => _text is null ? default : _text.Utf8.Span[_start.._end];

    internal JsonText Text => _text!;

    internal int Start => _start;

    internal int End => _end;

    /// <summary>The index of the first member inside this value, if it has any.</summary>
    internal int FirstMember => _member;

    /// <summary>Finds what a pointer points to.</summary>
    public bool TryFind(JsonPointer pointer, out JsonValue value) => TryFind(pointer.Tokens, out value);

    internal bool TryFind(ReadOnlySpan<byte[]> tokens, out JsonValue value)
    {
        value = this;
        foreach (var token in tokens)
        {
            var found = value.Kind switch
            {
                JsonKind.Object => value.TryGet(token, out value),
                JsonKind.Array => JsonPointer.TryGetIndex(token, out var index) && value.TryGet(index, out value),
                _ => false,
            };
            if (!found)
            {
                value = default;
                return false;
            }
        }
        return _text is not null;
    }

    /// <summary>Finds a member of an object by its name, given as UTF-8.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out JsonValue value)
    {
        var member = JsonMemberIndex.HasMembers(this) ? JsonMemberIndex.Find(_text!, _member, name) : -1;
        value = member < 0 ? default : new JsonProperty(_text!, member).Value;
        return member >= 0;
    }

    /// <summary>Finds an element of an array by its index, from 0.</summary>
    public bool TryGet(int index, out JsonValue value)
    {
        foreach (JsonValue element in EnumerateElements())
        {
            if (index-- == 0)
            {
                value = element;
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>The members of an object as they are written; none for any other value.</summary>
    public JsonMembers EnumerateMembers() => new(this);

    /// <summary>The elements of an array; none for any other value.</summary>
    public JsonElements EnumerateElements() => new(this);

    /// <summary>The value as it is written.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Raw);
}
