using System.Buffers;

namespace EventRecovery.Json;

/// <summary>
/// A checked string, given as it is written between its quotes, with its escapes resolved: in place if it has none, else in the
/// scratch memory if that is large enough, else in memory of the pool.
/// </summary>
internal readonly ref struct Unescaped
{
    /// <summary>Scratch memory that is enough for all but a few strings, in bytes.</summary>
    public const int Scratch = 256;

    private readonly byte[]? _rented;

    public Unescaped(ReadOnlySpan<byte> written, Span<byte> scratch)
    {
        if (!written.Contains((byte)'\\'))
        {
            Utf8 = written;
            return;
        }
        _rented = written.Length <= scratch.Length ? null : ArrayPool<byte>.Shared.Rent(written.Length);
        Span<byte> buffer = _rented ?? scratch;
        Utf8 = buffer[..JsonEscape.Unescape(written, buffer)];
    }

    public ReadOnlySpan<byte> Utf8 { get; }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
