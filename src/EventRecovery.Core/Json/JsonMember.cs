namespace EventRecovery.Json;

/// <summary>
/// One member of one object, as positions in the text. The members of all objects of a text lie in one array in the order in
/// which they begin, so the members inside a member's value follow it directly.
/// </summary>
internal struct JsonMember
{
    private int _name;
    private int _next;

    /// <summary>First byte of the name, after its quote.</summary>
    public int NameStart;

    /// <summary>First byte of the value.</summary>
    public int ValueStart;

    /// <summary>One past the last byte of the value.</summary>
    public int ValueEnd;

    /// <summary>
    /// The k-th member of an object keeps here the index of the object's k-th member in canonical order, so walking the members once
    /// also gives them sorted.
    /// </summary>
    public int Sorted;

    /// <summary>Index of the first member after this one and all inside it.</summary>
    public readonly int Next => _next & int.MaxValue;

    /// <summary>No further member in this object.</summary>
    public readonly bool IsLast => _next < 0;

    public readonly int NameLength => _name >>> 1;

    public readonly bool NameHasEscapes => (_name & 1) != 0;

    public readonly int NameEnd => NameStart + NameLength;

    public void SetName(int start, int end, bool hasEscapes)
    {
        NameStart = start;
        _name = ((end - start) << 1) | (hasEscapes ? 1 : 0);
    }

    public void SetNext(int next, bool isLast) => _next = isLast ? next | int.MinValue : next;
}
