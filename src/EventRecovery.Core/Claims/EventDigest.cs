using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventRecovery.Events;

namespace EventRecovery.Claims;

/// <summary>
/// What a claim log keeps of an event's id: the first 16 bytes of its SHA-256. Among a million events of one log, two share
/// one with a probability of about 10^-27.
/// </summary>
public readonly record struct EventDigest(UInt128 Value) : IComparable<EventDigest>
{
    public const int Size = 16;

    public static EventDigest Of(EventId id)
    {
        const int OnStack = 256;
        var length = Encoding.UTF8.GetMaxByteCount(id.Value.Length);
        Span<byte> text = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(id.Value, text)], digest);
        return new EventDigest(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    public int CompareTo(EventDigest other) => Value.CompareTo(other.Value);
}
