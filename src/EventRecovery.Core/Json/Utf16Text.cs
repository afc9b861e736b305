using System.Buffers;
using System.Text;

namespace EventRecovery.Json;

/// <summary>.NET strings as JSON strings.</summary>
internal static class Utf16Text
{
    private const int OnStack = 512;
    private const int ShortLength = 128;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Writes a string in quotes.</summary>
    /// <exception cref="EncoderFallbackException">It has a lone surrogate, which JSON texts should not have (RFC 7493).</exception>
    public static void Write(scoped ReadOnlySpan<char> text, ref ByteSink sink)
    {
        if (text.Length <= ShortLength && IsPlainAscii(text))
        {
            Span<byte> room = sink.Reserve(ShortLength + 2);
            room[0] = room[text.Length + 1] = (byte)'"';
            Ascii.FromUtf16(text, room[1..], out _);
            sink.Advance(text.Length + 2);
            return;
        }
        var most = Strict.GetMaxByteCount(text.Length);
        var rented = most <= OnStack ? null : ArrayPool<byte>.Shared.Rent(most);
        Span<byte> utf8 = rented is null ? stackalloc byte[OnStack] : rented;
        try
        {
            CanonicalScalars.WritePlain(utf8[..Strict.GetBytes(text, utf8)], ref sink);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    // Names of streams, shards and runs are, and need neither a transcoder nor escapes.
    private static bool IsPlainAscii(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange(' ', '~') && !text.ContainsAny('"', '\\');
}
