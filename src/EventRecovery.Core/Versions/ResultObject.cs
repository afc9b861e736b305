using System.Globalization;
using System.IO.Compression;
using EventRecovery.Json;

namespace EventRecovery.Versions;

/// <summary>Lines as an object: gzip without a time stamp, so that the same lines are the same bytes.</summary>
internal static class ResultObject
{
    /// <summary>Lines in an object at most, unless one line alone is longer.</summary>
    public const int FullBytes = 16 * 1024 * 1024;

    /// <summary>
    /// What an object may unpack to. One that is not full takes one line more, of an event of 10 MiB at most (the largest
    /// <c>EVENT_RECOVERY_MAX_EVENT_BYTES</c>) with what a recalculation adds; a line above <see cref="JsonLimits.Largest"/> would not be
    /// read. A draft has one line more, of some hundred bytes and 40 for each gap: what is between 10 and 64 MiB is room for that.
    /// </summary>
    public const long MostBytes = FullBytes + JsonLimits.LargestMaxBytes;

    private const int BufferBytes = 16 * 1024;

    public static byte[] Pack(IEnumerable<byte[]> lines)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var line in lines)
            {
                gzip.Write(line);
            }
        }

        return packed.ToArray();
    }

    /// <param name="most">Bytes that are unpacked at most: a few kilobytes may unpack to a thousand times as many.</param>
    /// <exception cref="InvalidDataException">It is no gzip, or unpacks to more.</exception>
    public static byte[] Unpack(byte[] packed, long most = MostBytes)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        var buffer = new byte[BufferBytes];
        while (gzip.Read(buffer) is > 0 and var read)
        {
            if (lines.Length + read > most)
            {
                throw new InvalidDataException(
                    string.Create(CultureInfo.InvariantCulture, $"It unpacks to more than {most:N0} bytes.")
                );
            }

            lines.Write(buffer, 0, read);
        }

        return lines.ToArray();
    }

    /// <summary>Without their line ends.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            yield return end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
        }
    }
}
