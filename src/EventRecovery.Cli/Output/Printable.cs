using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace EventRecovery.Cli.Output;

/// <summary>
/// Shows bytes that came from outside without letting them act on the terminal: control characters become visible symbols, and what is
/// not text becomes hex.
/// </summary>
internal static class Printable
{
    private const int BytesShown = 4_096;
    private const int BytesInLine = 32;

    /// <summary>The bytes as text where they are text, else as hex; cut at 4 KiB.</summary>
    public static string Data(ReadOnlySpan<byte> data)
    {
        var shown = data[..Math.Min(data.Length, BytesShown)];
        var text = Utf8.IsValid(data) ? Text(Encoding.UTF8.GetString(shown)) : Hex(shown);
        return data.Length > BytesShown
            ? $"{text}\n… {data.Length - BytesShown} more bytes; --raw writes all of them"
            : text;
    }

    /// <summary>A word on their length and kind.</summary>
    public static string Describe(ReadOnlySpan<byte> data) =>
        string.Create(CultureInfo.InvariantCulture, $"{data.Length:N0}{(Utf8.IsValid(data) ? "" : ", not UTF-8")}");

    /// <summary>The text with control characters replaced by their symbols, U+2400 and on. Line ends stay.</summary>
    public static string Text(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            printable.Append(
                c is '\n' ? c
                : c < ' ' ? (char)('\u2400' + c)
                : char.IsControl(c) ? '\uFFFD'
                : c
            );
        }

        return printable.ToString();
    }

    private static string Hex(ReadOnlySpan<byte> data)
    {
        var lines = new StringBuilder();
        for (var at = 0; at < data.Length; at += BytesInLine)
        {
            var line = data.Slice(at, Math.Min(BytesInLine, data.Length - at));
            lines.Append(CultureInfo.InvariantCulture, $"{at:x4}  {Convert.ToHexStringLower(line)}\n");
        }

        return lines.ToString().TrimEnd();
    }
}
