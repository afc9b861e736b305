using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EventRecovery.Streams;

namespace EventRecovery.Claims;

/// <summary>What a claim log keeps of the record that won: enough to tell a redelivery of it from another copy.</summary>
public readonly record struct SourceDigest(ulong Value)
{
    public const int Size = 8;

    public static SourceDigest Of(in SourcePosition source)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Stream}\n{source.Shard}\n{source.Record.Sequence}\n{source.Record.SubSequence}"
        );
        const int OnStack = 512;
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], digest);
        return new SourceDigest(BinaryPrimitives.ReadUInt64BigEndian(digest));
    }
}
