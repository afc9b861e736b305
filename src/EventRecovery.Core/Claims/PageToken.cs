using System.Buffers.Binary;

namespace EventRecovery.Claims;

/// <summary>128 random bits, by which a writer knows a page for its own.</summary>
/// <remarks>In words, so that what touches it can be compiled ahead: see <see cref="EventDigest"/>.</remarks>
public readonly record struct PageToken
{
    public const int Size = 16;

    private readonly ulong high;
    private readonly ulong low;

    private PageToken(ulong high, ulong low) => (this.high, this.low) = (high, low);

    public static implicit operator PageToken(UInt128 bits) => new((ulong)(bits >> 64), (ulong)bits);

    /// <summary>Takes its 16 bytes.</summary>
    public static PageToken FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));

    /// <summary>Writes its 16 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], low);
    }
}
