namespace EventRecovery.Kpl;

/// <summary>Reads the protocol buffers wire format, as much of it as KPL aggregates use, and never beyond its bytes.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    public const int Varint = 0;
    public const int LengthDelimited = 2;

    private const int Fixed64 = 1;
    private const int Fixed32 = 5;
    private const int LongestVarint = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The next byte to read.</summary>
    public int At { get; private set; }

    public readonly bool IsAtEnd => At == _bytes.Length;

    /// <summary>Reads a field's number and wire type.</summary>
    public bool TryReadTag(out int field, out int wireType)
    {
        var read = TryReadVarint(out var tag) && tag is > 7 and <= uint.MaxValue;
        field = read ? (int)(tag >> 3) : 0;
        wireType = (int)(tag & 7);
        return read;
    }

    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var i = 0; i < LongestVarint && At < _bytes.Length; i++)
        {
            var next = _bytes[At++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Steps over a length-delimited field and says where its contents are.</summary>
    public bool TryReadBytes(out int start, out int length)
    {
        var read = TryReadVarint(out var declared) && declared <= (ulong)(_bytes.Length - At);
        start = At;
        length = read ? (int)declared : 0;
        At += length;
        return read;
    }

    /// <summary>Steps over a field of no interest. Groups, which nothing writes any more, are refused.</summary>
    public bool TrySkip(int wireType) =>
        wireType switch
        {
            Varint => TryReadVarint(out _),
            Fixed64 => TryAdvance(sizeof(ulong)),
            LengthDelimited => TryReadBytes(out _, out _),
            Fixed32 => TryAdvance(sizeof(uint)),
            _ => false,
        };

    private bool TryAdvance(int count)
    {
        var fits = count <= _bytes.Length - At;
        At += fits ? count : 0;
        return fits;
    }
}
