using System.Buffers.Text;
using System.Text;

namespace EventRecovery.Json;

/// <summary>Escapes inside JSON strings.</summary>
internal static class JsonEscape
{
    /// <summary>Reads the escape at the start of <paramref name="text"/>, a surrogate pair as one.</summary>
    /// <returns>Bytes read; 0 if this is no escape, or half of a surrogate pair.</returns>
    public static int Read(ReadOnlySpan<byte> text, out Rune rune, out bool loneSurrogate)
    {
        loneSurrogate = false;
        rune = default;
        if (text.Length < 2)
        {
            return 0;
        }
        if (text[1] == (byte)'u')
        {
            return ReadUnicode(text, out rune, out loneSurrogate);
        }
        var plain = text[1] switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => -1,
        };
        rune = plain < 0 ? default : new Rune(plain);
        return plain < 0 ? 0 : 2;
    }

    /// <summary>Resolves the escapes of a checked string. The result is never longer than the source.</summary>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var written = 0;
        while (!escaped.IsEmpty)
        {
            var run = escaped.IndexOf((byte)'\\');
            ReadOnlySpan<byte> plain = run < 0 ? escaped : escaped[..run];
            plain.CopyTo(destination[written..]);
            written += plain.Length;
            escaped = escaped[plain.Length..];
            if (run >= 0)
            {
                var length = Read(escaped, out Rune rune, out _);
                written += rune.EncodeToUtf8(destination[written..]);
                escaped = escaped[length..];
            }
        }
        return written;
    }

    private static int ReadUnicode(ReadOnlySpan<byte> text, out Rune rune, out bool loneSurrogate)
    {
        loneSurrogate = false;
        rune = default;
        if (!TryHex(text, out var high))
        {
            return 0;
        }
        if (Rune.TryCreate(high, out rune))
        {
            return 6;
        }
        ReadOnlySpan<byte> rest = text[6..];
        if (rest.StartsWith("\\u"u8) && TryHex(rest, out var low) && Rune.TryCreate(high, low, out rune))
        {
            return 12;
        }
        loneSurrogate = true;
        return 0;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < 6 || !Utf8Parser.TryParse(text.Slice(2, 4), out ushort code, out var used, 'x') || used != 4)
        {
            return false;
        }
        unit = (char)code;
        return true;
    }
}
