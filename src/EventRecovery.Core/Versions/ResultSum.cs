using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Versions;

/// <summary>
/// One fingerprint of a set of results, whatever their order: the sum, modulo 2^256, of SHA-256(id, result hash) over the events. Two
/// runs with the same sum say the same of the same events, however shards, batches and copies fell. A sum rather than an exclusive
/// or, because two copies of one event must not cancel out.
/// </summary>
public readonly record struct ResultSum(UInt128 High, UInt128 Low)
{
    public static ResultSum operator +(ResultSum a, ResultSum b)
    {
        var low = unchecked(a.Low + b.Low);
        var carry = low < a.Low ? UInt128.One : UInt128.Zero;
        return new ResultSum(unchecked(a.High + b.High + carry), low);
    }

    public static ResultSum Of(EventId id, EventHash result)
    {
        var length = Encoding.UTF8.GetByteCount(id.Value);
        var bytes = ArrayPool<byte>.Shared.Rent(length + EventHash.Length);
        Span<byte> digest = stackalloc byte[EventHash.Length];
        Encoding.UTF8.GetBytes(id.Value, bytes);
        result.CopyTo(bytes.AsSpan(length));
        SHA256.HashData(bytes.AsSpan(0, length + EventHash.Length), digest);
        ArrayPool<byte>.Shared.Return(bytes);
        return new ResultSum(
            BinaryPrimitives.ReadUInt128BigEndian(digest),
            BinaryPrimitives.ReadUInt128BigEndian(digest[16..])
        );
    }

    public static ResultSum Parse(string hex) =>
        EventHash.TryParse(hex, out var hash)
            ? new ResultSum(hash.High, hash.Low)
            : throw new FormatException($"\"{hex}\" is no sum of results: it is 64 hexadecimal digits.");

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => new EventHash(High, Low).ToString();
}
