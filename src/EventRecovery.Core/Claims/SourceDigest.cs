using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using EventRecovery.Streams;

namespace EventRecovery.Claims;

/// <summary>What a claim log keeps of the record that won: enough to tell a redelivery of it from another copy.</summary>
public readonly record struct SourceDigest(ulong Value)
{
    public const int Size = 8;

    private const int LongestNumber = 11;

    public static SourceDigest Of(in SourcePosition source)
    {
        const int OnStack = 512;
        var (stream, shard, sequence) = (source.Stream.Value, source.Shard.Value, source.Record.Sequence.Value);
        var most = Encoding.UTF8.GetMaxByteCount(stream.Length + shard.Length + sequence.Length + LongestNumber + 3);
        Span<byte> bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        Utf8.TryWrite(
            bytes,
            CultureInfo.InvariantCulture,
            $"{stream}\n{shard}\n{sequence}\n{source.Record.SubSequence}",
            out var written
        );
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..written], digest);
        return new SourceDigest(BinaryPrimitives.ReadUInt64BigEndian(digest));
    }
}
