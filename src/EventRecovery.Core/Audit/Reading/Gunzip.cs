using System.IO.Compression;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// The contents of a file that may be gzip. Whether it is shows in its first bytes, not in its name.
/// </summary>
/// <remarks>
/// <see cref="GZipStream"/> ends without a word when its input ends too early, anywhere but in the checksum. So a small gzip member
/// of our own is put behind the input: whoever meets it where it belongs has seen the whole of the input, and a file that was cut
/// off swallows it.
/// </remarks>
internal sealed class Gunzip : ForwardStream
{
    /// <summary>Unpacked to packed. DEFLATE reaches 1,032; logs of one repeated line some 200.</summary>
    public const int MostRatio = 400;

    /// <summary>Below this much, any ratio is harmless.</summary>
    public const long Harmless = 64L * 1024 * 1024;

    private static readonly byte[] Mark = "\0event-recovery: end of file\0"u8.ToArray();
    private static readonly byte[] PackedMark = Pack(Mark);

    private readonly string place;
    private readonly long packed;
    private readonly Stream inner;
    private readonly byte[] tail = new byte[Mark.Length];
    private int held;
    private long unpacked;
    private bool ended;

    private Gunzip(string place, Stream inner, long packed)
    {
        (this.place, this.packed) = (place, packed);
        this.inner = new GZipStream(inner, CompressionMode.Decompress);
    }

    /// <param name="length">Of the stream, to tell a bomb.</param>
    public static async Task<Stream> OpenAsync(
        string place,
        Stream stream,
        long length,
        CancellationToken cancellationToken
    )
    {
        var magic = new byte[2];
        var read = await stream.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        return magic is [0x1F, 0x8B]
            ? new Gunzip(place, new Chain(magic, stream, length - read, PackedMark), length)
            : new Chain(magic.AsMemory(0, read), stream, length - read, ReadOnlyMemory<byte>.Empty);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The last bytes are held back until it shows whether they are the mark.
        while (!ended)
        {
            var room =
                buffer.Length > held
                    ? buffer[held..]
                    : throw new ArgumentException("Too small a buffer.", nameof(buffer));
            var read = await UnpackAsync(room, cancellationToken);
            if (read == 0)
            {
                ended = true;
                return tail.AsSpan(0, held).SequenceEqual(Mark) ? 0 : throw CutOff(null);
            }

            tail.AsMemory(0, held).CopyTo(buffer);
            var all = held + read;
            held = Math.Min(all, Mark.Length);
            buffer.Slice(all - held, held).CopyTo(tail);
            if (all > held)
            {
                return Count(all - held);
            }
        }

        return 0;
    }

    private async ValueTask<int> UnpackAsync(Memory<byte> room, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.ReadAsync(room, cancellationToken);
        }
        catch (InvalidDataException damage)
        {
            throw CutOff(damage);
        }
    }

    private int Count(int bytes)
    {
        unpacked += bytes;
        return unpacked <= Harmless || unpacked / MostRatio <= packed
            ? bytes
            : throw new AuditSourceException(
                place,
                $"unpacks to more than {MostRatio} times its size and is not read on. If it is meant, unpack it first."
            );
    }

    private AuditSourceException CutOff(Exception? inner) =>
        new(
            place,
            "is a damaged or cut off gzip file. Fetch it again, or take it out of the source and audit without it.",
            inner
        );

    private static byte[] Pack(byte[] data)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Fastest))
        {
            gzip.Write(data);
        }

        return member.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
