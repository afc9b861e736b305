using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventRecovery.Events;

namespace EventRecovery.Claims;

/// <summary>
/// What a claim log keeps of an event's id: the first 16 bytes of its SHA-256. Among a million events of one log, two share
/// one with a probability of about 10^-27.
/// </summary>
/// <remarks>
/// Kept as two words: no code is compiled ahead that touches a type with a field of UInt128, whose layout the compiler holds for
/// unsettled, and a third of what a function ran at its start did so.
/// </remarks>
public readonly record struct EventDigest : IComparable<EventDigest>
{
    private readonly ulong high;
    private readonly ulong low;

    public EventDigest(UInt128 value) => (high, low) = ((ulong)(value >> 64), (ulong)value);

    private EventDigest(ulong high, ulong low) => (this.high, this.low) = (high, low);

    public UInt128 Value => new(high, low);

    public const int Size = 16;

    public static EventDigest Of(EventId id)
    {
        const int OnStack = 256;
        var length = Encoding.UTF8.GetMaxByteCount(id.Value.Length);
        Span<byte> text = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(id.Value, text)], digest);
        return FromBytes(digest);
    }

    /// <summary>Takes its 16 bytes.</summary>
    public static EventDigest FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));

    /// <summary>Writes its 16 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], low);
    }

    public int CompareTo(EventDigest other) =>
        high == other.high ? low.CompareTo(other.low) : high.CompareTo(other.high);
}
