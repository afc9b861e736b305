using System.Buffers;

namespace EventRecovery.Json;

/// <summary>The canonical form of RFC 8785: one and the same sequence of bytes for all JSON texts that say the same thing.</summary>
/// <remarks>Numbers are doubles in that form. Integers beyond 2^53 therefore share a form with their neighbours; write them as strings.</remarks>
public static class CanonicalJson
{
    /// <summary>Writes the canonical form of a text.</summary>
    public static void Write(JsonText text, IBufferWriter<byte> output) => Write(text.Root, output);

    /// <summary>Writes the canonical form of one value of a text.</summary>
    public static void Write(JsonValue value, IBufferWriter<byte> output) => Write(value, null, output);

    internal static void Write(JsonValue value, JsonEdits? edits, IBufferWriter<byte> output)
    {
        var sink = new ByteSink(output);
        new CanonicalWriter(value, edits).Write(ref sink);
        sink.Flush();
    }
}
