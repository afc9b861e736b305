using System.Text;

namespace EventRecovery.Json;

/// <summary>One reason why a text is not accepted, and where. The message never repeats any of the text.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Offset">Bytes before the place, from 0.</param>
/// <param name="Line">From 1; lines end at a line feed.</param>
/// <param name="Column">From 1, in code points.</param>
/// <param name="Detail">What was met there, in words.</param>
public readonly record struct JsonProblem(JsonProblemKind Kind, int Offset, int Line, int Column, string Detail)
{
    /// <summary>A sentence for people, with the position.</summary>
    public string Message => $"{Detail} at byte {Offset} (line {Line}, column {Column})";

    /// <inheritdoc />
    public override string ToString() => Message;

    internal static JsonProblem At(JsonProblemKind kind, ReadOnlySpan<byte> text, int offset, string detail)
    {
        ReadOnlySpan<byte> before = text[..Math.Min(offset, text.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var line = 1 + before.Count((byte)'\n');
        return new JsonProblem(kind, offset, line, 1 + CountCodePoints(before[lineStart..]), detail);
    }

    private static int CountCodePoints(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; count++)
        {
            Rune.DecodeFromUtf8(text[at..], out _, out var length);
            at += length;
        }
        return count;
    }
}
