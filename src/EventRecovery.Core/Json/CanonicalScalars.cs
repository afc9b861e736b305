using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventRecovery.Json;

/// <summary>Strings and numbers in canonical form (RFC 8785, 3.2.2).</summary>
internal static class CanonicalScalars
{
    private static readonly SearchValues<byte> MustEscape = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(control => (byte)control),
        (byte)'"',
        (byte)'\\',
    ]);

    /// <summary>Writes a string given as it stands between its quotes in a checked text.</summary>
    public static void WriteString(scoped ReadOnlySpan<byte> inner, ref ByteSink sink)
    {
        sink.Write((byte)'"');
        while (!inner.IsEmpty)
        {
            var run = inner.IndexOf((byte)'\\');
            if (run < 0)
            {
                sink.Write(inner);
                break;
            }
            sink.Write(inner[..run]);
            var length = JsonEscape.Read(inner[run..], out Rune rune, out _);
            WriteRune(rune, ref sink);
            inner = inner[(run + length)..];
        }
        sink.Write((byte)'"');
    }

    /// <summary>Writes a string given as the UTF-8 that it stands for, in quotes.</summary>
    public static void WritePlain(scoped ReadOnlySpan<byte> plain, ref ByteSink sink)
    {
        sink.Write((byte)'"');
        while (!plain.IsEmpty)
        {
            var run = plain.IndexOfAny(MustEscape);
            if (run < 0)
            {
                sink.Write(plain);
                break;
            }
            sink.Write(plain[..run]);
            WriteRune(new Rune(plain[run]), ref sink);
            plain = plain[(run + 1)..];
        }
        sink.Write((byte)'"');
    }

    /// <summary>Writes a value that is no object and no array, given as it stands in a checked text.</summary>
    public static void Write(scoped ReadOnlySpan<byte> raw, ref ByteSink sink)
    {
        switch (raw[0])
        {
            case (byte)'"' when raw.Contains((byte)'\\'):
                WriteString(raw[1..^1], ref sink);
                break;
            case (byte)'"' or (byte)'t' or (byte)'f' or (byte)'n':
                sink.Write(raw);
                break;
            default:
                WriteNumber(raw, ref sink);
                break;
        }
    }

    /// <summary>Writes a number given as it stands in a checked text.</summary>
    public static void WriteNumber(scoped ReadOnlySpan<byte> number, ref ByteSink sink)
    {
        if (EcmaNumber.IsPlainlyCanonical(number))
        {
            sink.Write(number);
            return;
        }
        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        sink.Advance(EcmaNumber.Write(value, sink.Reserve(EcmaNumber.MaxLength)));
    }

    private static void WriteRune(Rune rune, ref ByteSink sink)
    {
        var shortForm = rune.Value switch
        {
            '"' => '"',
            '\\' => '\\',
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => 0,
        };
        if (shortForm != 0)
        {
            sink.Write((byte)'\\');
            sink.Write((byte)shortForm);
        }
        else if (rune.Value < ' ')
        {
            sink.Write("\\u00"u8);
            rune.Value.TryFormat(sink.Reserve(2), out var written, "x2", CultureInfo.InvariantCulture);
            sink.Advance(written);
        }
        else
        {
            sink.Advance(rune.EncodeToUtf8(sink.Reserve(4)));
        }
    }
}
