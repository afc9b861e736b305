using System.Buffers;
using System.Text;

namespace EventRecovery.Json;

/// <summary>.NET strings as JSON strings.</summary>
internal static class Utf16Text
{
    private const int OnStack = 512;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Writes a string in quotes.</summary>
    /// <exception cref="EncoderFallbackException">It has a lone surrogate, which JSON texts should not have (RFC 7493).</exception>
    public static void Write(scoped ReadOnlySpan<char> text, ref ByteSink sink)
    {
        int most = Strict.GetMaxByteCount(text.Length);
        byte[]? rented = most <= OnStack ? null : ArrayPool<byte>.Shared.Rent(most);
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
}
