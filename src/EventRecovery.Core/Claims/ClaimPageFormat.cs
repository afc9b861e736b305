using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using EventRecovery.Streams;

namespace EventRecovery.Claims;

/// <summary>
/// The bytes of a claim page, big-endian:
/// <code>
/// format 1 | number 4 | written at 8 (Unix ms) | token 16 | lineage, stream, shard: length 2 + UTF-8 | count 4
///   | count × (event 16, source 8) | checksum 8 (of all before it, SHA-256)
/// </code>
/// A page that does not read back exactly is damaged, and reading it fails: a claim taken for absent would publish twice.
/// </summary>
public static class ClaimPageFormat
{
    private const byte Format = 1;
    private const int EntrySize = EventDigest.Size + SourceDigest.Size;
    private const int ChecksumSize = 8;

    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>All before the entries, but for the names' own bytes.</summary>
    private const int HeadSize = 1 + 4 + 8 + 16 + (3 * 2) + 4;

    public static byte[] Write(ClaimPage page)
    {
        var (lineage, stream, shard) = (page.Writer.Lineage.Value, page.Writer.Stream.Value, page.Writer.Shard.Value);
        var names =
            Encoding.UTF8.GetByteCount(lineage)
            + Encoding.UTF8.GetByteCount(stream)
            + Encoding.UTF8.GetByteCount(shard);
        var bytes = new byte[HeadSize + names + (page.Entries.Count * EntrySize) + ChecksumSize];
        var rest = bytes.AsSpan();
        Take(ref rest, 1)[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(Take(ref rest, 4), page.Number);
        BinaryPrimitives.WriteInt64BigEndian(Take(ref rest, 8), page.WrittenAt.ToUnixTimeMilliseconds());
        page.Token.CopyTo(Take(ref rest, 16));
        WriteText(ref rest, lineage);
        WriteText(ref rest, stream);
        WriteText(ref rest, shard);
        BinaryPrimitives.WriteInt32BigEndian(Take(ref rest, 4), page.Entries.Count);
        foreach (var entry in page.Entries)
        {
            entry.Event.CopyTo(Take(ref rest, EventDigest.Size));
            BinaryPrimitives.WriteUInt64BigEndian(Take(ref rest, SourceDigest.Size), entry.Source.Value);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - ChecksumSize), digest);
        digest[..ChecksumSize].CopyTo(rest);
        return bytes;
    }

    /// <exception cref="ClaimPageDamagedException">The bytes are not a page, or not this one.</exception>
    public static ClaimPage Read(ReadOnlySpan<byte> bytes, ClaimLogId log, int number)
    {
        var page = TryRead(bytes);
        return page?.Number == number ? page : throw new ClaimPageDamagedException(log, number);
    }

    private static ClaimPage? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ChecksumSize || !ChecksumHolds(bytes))
        {
            return null;
        }

        var reader = new Cursor(bytes[..^ChecksumSize]);
        if (
            !reader.TryTake(1, out var format)
            || format[0] != Format
            || !reader.TryTake(4, out var number)
            || !reader.TryTake(8, out var writtenAt)
            || !reader.TryTake(16, out var token)
            || !reader.TryTakeText(out var lineage)
            || !reader.TryTakeText(out var stream)
            || !reader.TryTakeText(out var shard)
            || !reader.TryTake(4, out var count)
            || reader.Remaining != (long)BinaryPrimitives.ReadUInt32BigEndian(count) * EntrySize
            || !TryReadTime(writtenAt, out var time)
            || !TryReadEntries(reader.Rest, out var entries)
        )
        {
            return null;
        }

        return new ClaimPage(
            BinaryPrimitives.ReadInt32BigEndian(number),
            new Writer(new Lineage(lineage), new StreamName(stream), new ShardId(shard)),
            time,
            PageToken.FromBytes(token),
            entries
        );
    }

    private static bool TryReadTime(ReadOnlySpan<byte> bytes, out DateTimeOffset time)
    {
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var isTime = milliseconds >= Earliest && milliseconds <= Latest;
        time = isTime ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isTime;
    }

    /// <summary>False when they are not in order, one an event: a search among them would miss some.</summary>
    private static bool TryReadEntries(ReadOnlySpan<byte> bytes, out ClaimEntry[] entries)
    {
        entries = new ClaimEntry[bytes.Length / EntrySize];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = bytes.Slice(i * EntrySize, EntrySize);
            entries[i] = new ClaimEntry(
                EventDigest.FromBytes(entry),
                new SourceDigest(BinaryPrimitives.ReadUInt64BigEndian(entry[EventDigest.Size..]))
            );
            if (i > 0 && entries[i - 1].Event.CompareTo(entries[i].Event) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ChecksumHolds(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^ChecksumSize], digest);
        return bytes[^ChecksumSize..].SequenceEqual(digest[..ChecksumSize]);
    }

    private static void WriteText(ref Span<byte> rest, string text)
    {
        var length = Take(ref rest, 2);
        var written = Encoding.UTF8.GetBytes(text, rest);
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)written));
        rest = rest[written..];
    }

    private static Span<byte> Take(ref Span<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private ref struct Cursor(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public readonly ReadOnlySpan<byte> Rest => rest;

        public readonly int Remaining => rest.Length;

        public bool TryTake(int length, out ReadOnlySpan<byte> taken)
        {
            if (rest.Length < length)
            {
                taken = default;
                return false;
            }

            taken = rest[..length];
            rest = rest[length..];
            return true;
        }

        public bool TryTakeText(out string text)
        {
            text = "";
            if (
                !TryTake(2, out var length)
                || !TryTake(BinaryPrimitives.ReadUInt16BigEndian(length), out var bytes)
                || !Utf8.IsValid(bytes)
            )
            {
                return false;
            }

            text = Encoding.UTF8.GetString(bytes);
            return true;
        }
    }
}
