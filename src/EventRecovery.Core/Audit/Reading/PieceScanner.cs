namespace EventRecovery.Audit.Reading;

/// <summary>
/// Finds where one piece ends, in a single pass that goes on where it stopped when more bytes have come. Newlines separate
/// pieces or do not: what ends an object is its closing brace, so one line each, pretty-printed and concatenated JSON all read.
/// What a torn write left behind costs its own line and not the next one:
/// <code>
///   {"id":1,"val            a newline inside a string, or a '{' where no value may begin: broken,
///   {"id":2,"value":3}      and the next piece begins behind the first newline
/// </code>
/// </summary>
internal struct PieceScanner
{
    /// <summary>As deep as an event may be by default; deeper ones are refused anyway.</summary>
    private const int MaxDepth = 64;

    private int at;
    private int depth;
    private ulong arrays;
    private int firstNewline;
    private byte before;
    private bool inString;
    private bool escaped;
    private bool isText;

    /// <summary>Begins a piece at the front of the bytes.</summary>
    public void Begin() => this = new PieceScanner { firstNewline = -1 };

    /// <summary>The length and kind of the piece at the front; false when more bytes are needed to say.</summary>
    public bool TryEnd(ReadOnlySpan<byte> bytes, bool isLast, out int length, out JsonPieceKind kind)
    {
        if (at == 0 && bytes.Length > 0)
        {
            isText = bytes[0] is not ((byte)'{' or (byte)'[');
        }

        return isText
            ? TryEndText(bytes, isLast, out length, out kind)
            : TryEndValue(bytes, isLast, out length, out kind);
    }

    private bool TryEndText(ReadOnlySpan<byte> bytes, bool isLast, out int length, out JsonPieceKind kind)
    {
        kind = JsonPieceKind.Text;
        var newline = bytes[at..].IndexOf((byte)'\n');
        length = newline < 0 ? bytes.Length : at + newline;
        at = bytes.Length;
        return newline >= 0 || isLast;
    }

    private bool TryEndValue(ReadOnlySpan<byte> bytes, bool isLast, out int length, out JsonPieceKind kind)
    {
        kind = JsonPieceKind.Value;
        while (at < bytes.Length)
        {
            if (inString ? !PassString(bytes) : !PassByte(bytes[at]))
            {
                return Broken(bytes, out length, out kind);
            }

            if (depth == 0)
            {
                length = at;
                return true;
            }
        }

        length = 0;
        return isLast && Broken(bytes, out length, out kind);
    }

    private bool PassString(ReadOnlySpan<byte> bytes)
    {
        if (escaped && bytes[at] != (byte)'\n')
        {
            at++;
        }

        escaped = false;
        var next = bytes[at..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
        if (next < 0)
        {
            at = bytes.Length;
            return true;
        }

        switch (bytes[at + next])
        {
            case (byte)'"':
                at += next + 1;
                inString = false;
                before = (byte)'"';
                return true;
            case (byte)'\\':
                at += next + 1;
                escaped = true;
                return true;
            default:
                at += next;
                NoteNewline();
                return false;
        }
    }

    private bool PassByte(byte one)
    {
        switch (one)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r':
                break;
            case (byte)'\n':
                NoteNewline();
                break;
            case (byte)'"':
                inString = true;
                break;
            case (byte)'{' or (byte)'[':
                if (depth == MaxDepth || (depth > 0 && !MayBeginValue()))
                {
                    return false;
                }

                arrays = (arrays << 1) | (one == (byte)'[' ? 1u : 0u);
                depth++;
                before = one;
                break;
            case (byte)'}' or (byte)']':
                arrays >>= 1;
                depth--;
                before = one;
                break;
            default:
                before = one;
                break;
        }

        at++;
        return true;
    }

    private readonly bool MayBeginValue() =>
        before is (byte)':' or (byte)'[' || (before == (byte)',' && (arrays & 1) == 1);

    private void NoteNewline()
    {
        if (firstNewline < 0)
        {
            firstNewline = at;
        }
    }

    private readonly bool Broken(ReadOnlySpan<byte> bytes, out int length, out JsonPieceKind kind)
    {
        kind = JsonPieceKind.Broken;
        length = firstNewline >= 0 ? firstNewline : Math.Max(1, Math.Min(at, bytes.Length));
        return true;
    }
}
