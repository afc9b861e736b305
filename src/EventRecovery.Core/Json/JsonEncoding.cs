using System.Text;
using System.Text.Unicode;

namespace EventRecovery.Json;

/// <summary>What can be wrong with a text before any of its grammar is looked at.</summary>
internal static class JsonEncoding
{
    public static JsonProblem? FindProblem(ReadOnlySpan<byte> text, JsonLimits limits)
    {
        if (text.Length > limits.MaxBytes)
        {
            var detail =
                $"{text.Length} bytes where at most {limits.MaxBytes} are accepted, the first of them too many";
            return new JsonProblem(JsonProblemKind.TooLarge, limits.MaxBytes, 1, 1, detail);
        }
        if (text.StartsWith("\uFEFF"u8))
        {
            return JsonProblem.At(JsonProblemKind.ByteOrderMark, text, 0, "byte order mark");
        }
        if (!Utf8.IsValid(text))
        {
            return JsonProblem.At(JsonProblemKind.InvalidUtf8, text, FirstInvalid(text), "bytes that are not UTF-8");
        }
        return null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }
        return at;
    }
}
