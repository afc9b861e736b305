using System.Runtime.InteropServices;

namespace EventRecovery.Json;

/// <summary>
/// Changes to one text, kept beside it: values replaced where they stand, members added at the end of their object, members left
/// out. The text itself stays as it is; everything not named here is later copied byte for byte. Reusable, not thread-safe.
/// </summary>
internal sealed class JsonEdits : IDisposable
{
    private readonly List<Edit> _edits = [];
    private readonly List<int> _addedInOrder = [];

    public enum EditKind
    {
        Replace,
        Add,
        Remove,
    }

    /// <summary>The memory of the new values, written one after the other.</summary>
    public PooledBuffer Values { get; } = new();

    public bool IsEmpty => _edits.Count == 0;

    public ReadOnlySpan<Edit> All => CollectionsMarshal.AsSpan(_edits);

    public void Clear()
    {
        _edits.Clear();
        _addedInOrder.Clear();
        Values.Clear();
    }

    /// <summary>Puts the bytes of <see cref="Values"/> from <paramref name="from"/> on in the place of a value.</summary>
    public void Replace(JsonValue target, int from, JsonText? parsed) =>
        Put(new Edit(EditKind.Replace, target.Start, target.End, null, from, Values.Length, parsed));

    /// <summary>Adds a member at the end of an object that has none of that name.</summary>
    public void Add(JsonValue target, byte[] name, int from, JsonText? parsed) =>
        Put(new Edit(EditKind.Add, target.Start, target.Start, name, from, Values.Length, parsed));

    /// <summary>Leaves out the member with this value.</summary>
    public void Remove(JsonValue value) => Put(new Edit(EditKind.Remove, value.Start, value.End, null, 0, 0, null));

    /// <summary>Whether the value that begins at a place is replaced or left out.</summary>
    public bool TryGet(int at, out Edit edit)
    {
        foreach (ref readonly Edit candidate in All)
        {
            if (candidate.Start == at && candidate.Kind != EditKind.Add)
            {
                edit = candidate;
                return true;
            }
        }
        edit = default;
        return false;
    }

    /// <summary>Whether anything changes in these bytes of the text.</summary>
    public bool Touches(int start, int end)
    {
        foreach (ref readonly Edit edit in All)
        {
            if (edit.Start >= start && edit.Start < end)
            {
                return true;
            }
        }
        return false;
    }

    public ReadOnlySpan<byte> RawOf(in Edit edit) => Values.WrittenSpan[edit.From..edit.To];

    /// <summary>The next added member of an object in canonical order, from a cursor that begins at 0.</summary>
    public bool TryNextAdded(int objectStart, ref int cursor, out int index)
    {
        for (; cursor < _addedInOrder.Count; cursor++)
        {
            index = _addedInOrder[cursor];
            if (All[index].Start == objectStart)
            {
                return true;
            }
        }
        index = -1;
        return false;
    }

    public void Dispose() => Values.Dispose();

    private void Put(in Edit edit)
    {
        for (var i = 0; i < _edits.Count; i++)
        {
            if (_edits[i].IsSamePlace(edit))
            {
                _edits[i] = edit; // the last word counts
                return;
            }
            if (_edits[i].Overlaps(edit))
            {
                throw new InvalidOperationException(
                    "Two changes overlap: one is inside a value that the other replaces."
                );
            }
        }
        _edits.Add(edit);
        if (edit.Kind == EditKind.Add)
        {
            var place = _addedInOrder.Count;
            while (place > 0 && Utf16Order.Compare(edit.Name, _edits[_addedInOrder[place - 1]].Name) < 0)
            {
                place--;
            }
            _addedInOrder.Insert(place, _edits.Count - 1);
        }
    }

    /// <summary>One change. <c>Start</c> and <c>End</c> bound the old value; an addition has the start of its object in both.</summary>
    public readonly record struct Edit(
        EditKind Kind,
        int Start,
        int End,
        byte[]? Name,
        int From,
        int To,
        JsonText? Parsed
    )
    {
        public bool IsSamePlace(in Edit other) =>
            Start == other.Start && End == other.End && Name.AsSpan().SequenceEqual(other.Name);

        public bool Overlaps(in Edit other) => Contains(other.Start) || other.Contains(Start);

        private bool Contains(int position) => position >= Start && position < End;
    }
}
