using System.IO.Compression;

namespace EventRecovery.Versions;

/// <summary>Lines as an object: gzip without a time stamp, so that the same lines are the same bytes.</summary>
internal static class ResultObject
{
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

    /// <exception cref="InvalidDataException">It is not whole.</exception>
    public static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        gzip.CopyTo(lines);
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
