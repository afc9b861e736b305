namespace EventRecovery.Json;

/// <summary>Enumerates the members of an object in canonical order.</summary>
internal struct SortedMembers(JsonValue value)
{
    private readonly JsonText _text = value.Text;
    private JsonMembers _walk = value.EnumerateMembers();

    public readonly JsonProperty Current => new(_text, Sorted);

    private readonly int Sorted => _text.Members[_walk.Current.Index].Sorted;

    public bool MoveNext() => _walk.MoveNext();

    public readonly int CompareNames(in SortedMembers other) =>
        Utf16Order.CompareWritten(Current.RawName, other.Current.RawName);
}
