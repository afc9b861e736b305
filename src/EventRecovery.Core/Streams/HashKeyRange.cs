using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EventRecovery.Streams;

/// <summary>A closed range of Kinesis' 128-bit hash key space, in which a key stands at the MD5 of its UTF-8 text.</summary>
/// <remarks>In words, so that what touches it can be compiled ahead: see <see cref="Claims.EventDigest"/>.</remarks>
public readonly record struct HashKeyRange
{
    private readonly ulong startHigh;
    private readonly ulong startLow;
    private readonly ulong endHigh;
    private readonly ulong endLow;

    public HashKeyRange(UInt128 start, UInt128 end)
    {
        (startHigh, startLow) = ((ulong)(start >> 64), (ulong)start);
        (endHigh, endLow) = ((ulong)(end >> 64), (ulong)end);
    }

    public UInt128 Start => new(startHigh, startLow);

    public UInt128 End => new(endHigh, endLow);

    public static HashKeyRange All { get; } = new(UInt128.MinValue, UInt128.MaxValue);

    public bool Contains(UInt128 hashKey) => Start <= hashKey && hashKey <= End;

    /// <summary>Where <paramref name="key"/> stands. MD5 is Kinesis' choice, for spreading and not for secrecy.</summary>
    public static UInt128 HashOf(string key) => HashOf(Encoding.UTF8.GetBytes(key));

    /// <summary>The same for a key in UTF-8.</summary>
    public static UInt128 HashOf(ReadOnlySpan<byte> keyUtf8)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
#pragma warning disable CA5351 // Kinesis maps keys to shards by MD5.
        MD5.HashData(keyUtf8, digest);
#pragma warning restore CA5351
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
