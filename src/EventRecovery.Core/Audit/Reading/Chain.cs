namespace EventRecovery.Audit.Reading;

/// <summary>
/// Bytes, then so many of a stream, then bytes. A file may grow as fast as it is read: what is appended to it is not read. Does not
/// own the stream.
/// </summary>
internal sealed class Chain(ReadOnlyMemory<byte> first, Stream middle, long middleLength, ReadOnlyMemory<byte> last)
    : ForwardStream
{
    private ReadOnlyMemory<byte> first = first;
    private ReadOnlyMemory<byte> last = last;
    private long left = middleLength;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Take(ref first, buffer.Span) is > 0 and var taken)
        {
            return taken;
        }

        var room = buffer[..(int)Math.Min(buffer.Length, left)];
        if (room.Length > 0 && await middle.ReadAsync(room, cancellationToken) is > 0 and var read)
        {
            left -= read;
            return read;
        }

        left = 0;
        return Take(ref last, buffer.Span);
    }

    private static int Take(ref ReadOnlyMemory<byte> rest, Span<byte> buffer)
    {
        var length = Math.Min(rest.Length, buffer.Length);
        rest.Span[..length].CopyTo(buffer);
        rest = rest[length..];
        return length;
    }
}
