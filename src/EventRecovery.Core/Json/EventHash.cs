using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EventRecovery.Json;

/// <summary>The SHA-256 of a canonical form: the same for two JSON texts that say the same thing.</summary>
/// <remarks>In words, so that what touches it can be compiled ahead: see <see cref="Claims.EventDigest"/>.</remarks>
public readonly record struct EventHash
{
    /// <summary>32 bytes.</summary>
    public const int Length = 32;

    /// <summary>64 hexadecimal digits.</summary>
    public const int HexLength = 2 * Length;

    private const int Word = sizeof(ulong);

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    public EventHash(UInt128 high, UInt128 low)
    {
        (first, second) = ((ulong)(high >> 64), (ulong)high);
        (third, fourth) = ((ulong)(low >> 64), (ulong)low);
    }

    private EventHash(ReadOnlySpan<byte> digest)
    {
        first = BinaryPrimitives.ReadUInt64BigEndian(digest);
        second = BinaryPrimitives.ReadUInt64BigEndian(digest[Word..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(digest[(2 * Word)..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(digest[(3 * Word)..]);
    }

    public UInt128 High => new(first, second);

    public UInt128 Low => new(third, fourth);

    [ThreadStatic]
    private static Sha256Buffer? _buffer;

    /// <summary>The hash of a text's canonical form.</summary>
    public static EventHash Of(JsonText text) => Of(text.Root, null);

    /// <summary>The hash of bytes that are canonical already.</summary>
    public static EventHash OfCanonical(ReadOnlySpan<byte> canonical)
    {
        Span<byte> digest = stackalloc byte[Length];
        SHA256.HashData(canonical, digest);
        return FromBytes(digest);
    }

    /// <summary>Takes the 32 bytes of a digest.</summary>
    public static EventHash FromBytes(ReadOnlySpan<byte> digest) => new(digest);

    /// <summary>Reads 64 hexadecimal digits of either case.</summary>
    public static bool TryParse(string? hex, out EventHash hash)
    {
        Span<byte> digest = stackalloc byte[Length];
        var read =
            hex?.Length == HexLength
            && Convert.FromHexString(hex, digest, out _, out _) == System.Buffers.OperationStatus.Done;
        hash = read ? FromBytes(digest) : default;
        return read;
    }

    /// <summary>Writes the 32 bytes of the digest.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[Word..], second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[(2 * Word)..], third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[(3 * Word)..], fourth);
    }

    /// <summary>Writes 64 lower-case hexadecimal digits as UTF-8.</summary>
    public void WriteHex(Span<byte> utf8)
    {
        Span<byte> digest = stackalloc byte[Length];
        CopyTo(digest);
        Convert.TryToHexStringLower(digest, utf8, out _);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> digest = stackalloc byte[Length];
        CopyTo(digest);
        return Convert.ToHexStringLower(digest);
    }

    // One buffer a thread, because hashing is synchronous: it is empty again before anything else can run on the thread.
    internal static EventHash Of(JsonValue value, JsonEdits? edits)
    {
        Sha256Buffer buffer = _buffer ??= new Sha256Buffer();
        buffer.Reset();
        CanonicalJson.Write(value, edits, buffer);
        return buffer.Finish();
    }
}
