using System.Buffers;
using System.Globalization;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>
/// The <c>recovery</c> member that ends every recovered event. It has no time of its own, so recovering an event again gives the
/// same bytes.
/// </summary>
public static class RecoveryMember
{
    /// <summary>The member's name.</summary>
    public static ReadOnlySpan<byte> Name => "recovery"u8;

    /// <summary>Where the member is.</summary>
    public static JsonPointer Path { get; } = "/recovery";

    /// <summary>The text of an event as it was corrected: without the member, where it has one.</summary>
    internal static ReadOnlyMemory<byte> Without(JsonText json)
    {
        if (!json.Root.TryGet(Name, out var member))
        {
            return json.Utf8;
        }

        using var edits = new JsonEdits();
        edits.Remove(member);
        var output = new ArrayBufferWriter<byte>(json.Utf8.Length);
        var sink = new ByteSink(output);
        new EditedWriter(json, edits).WriteOpenObject(json.Root, ref sink);
        sink.Write((byte)'}');
        sink.Flush();
        return output.WrittenMemory;
    }

    internal static void Write(
        in RecoveryOrigin origin,
        RecalculationVersion version,
        EventHash original,
        EventHash result,
        ref ByteSink sink
    )
    {
        sink.Write("\"recovery\":{\"run\":"u8);
        Utf16Text.Write(origin.Run, ref sink);
        sink.Write(",\"version\":\""u8);
        WriteAscii(version.Name, ref sink);
        sink.Write((byte)'/');
        WriteNumber(version.Number, ref sink);
        sink.Write("\",\"source\":{\"stream\":"u8);
        Utf16Text.Write(origin.Stream, ref sink);
        sink.Write(",\"shard\":"u8);
        Utf16Text.Write(origin.Shard, ref sink);
        sink.Write(",\"sequence\":"u8);
        Utf16Text.Write(origin.Sequence, ref sink);
        sink.Write(",\"subSequence\":"u8);
        WriteNumber(origin.SubSequence, ref sink);
        sink.Write("},\"originalHash\":\""u8);
        WriteHash(original, ref sink);
        sink.Write("\",\"resultHash\":\""u8);
        WriteHash(result, ref sink);
        sink.Write("\"}"u8);
    }

    private static void WriteAscii(string text, ref ByteSink sink) =>
        sink.Advance(System.Text.Encoding.ASCII.GetBytes(text, sink.Reserve(text.Length)));

    private static void WriteNumber(long number, ref ByteSink sink)
    {
        const int longest = 20;
        number.TryFormat(sink.Reserve(longest), out var written, default, CultureInfo.InvariantCulture);
        sink.Advance(written);
    }

    private static void WriteHash(EventHash hash, ref ByteSink sink)
    {
        hash.WriteHex(sink.Reserve(EventHash.HexLength)[..EventHash.HexLength]);
        sink.Advance(EventHash.HexLength);
    }
}
