using System.Buffers.Binary;
using System.Text;

namespace EventRecovery.Fuzzing.Mutations;

/// <summary>Changes bytes in the ways that find parsers' mistakes, whatever the bytes mean.</summary>
internal sealed class ByteMutator(Random random)
{
    private const int LongestPiece = 64;
    private const int MostRepeats = 100;
    private const int LongestInput = 1 << 15;

    private static readonly int[] Numbers =
    [
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        short.MaxValue,
        ushort.MaxValue,
        int.MaxValue,
        int.MinValue,
        16_000,
        1 << 28,
    ];

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\\udc00",
            ":",
            ",",
            "\n",
            "-0",
            "1e999",
            "NaN",
            "null",
            "{\"\":",
            "9999-12-31T23:59:59.9999999Z",
            "0001-01-01T00:00:00+14:00",
            "\uFEFF",
            "😀",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC3],
        [0xED, 0xA0, 0x80],
        [0xF3, 0x89, 0x9A, 0xC2],
        [0x1F, 0x8B, 0x08],
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    ];

    public byte[] Mutate(byte[] input, byte[] other)
    {
        byte[] bytes = [.. input];
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            bytes = Once(bytes, other);
        }

        return bytes.Length > LongestInput ? bytes[..LongestInput] : bytes;
    }

    private byte[] Once(byte[] bytes, byte[] other)
    {
        var at = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + random.Next(LongestPiece));
        switch (random.Next(11))
        {
            case 0 or 1 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2 when at < bytes.Length:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 3:
                return bytes[..at];
            case 4:
                return [.. bytes[..at], .. bytes[end..]];
            case 5:
                return [.. bytes[..end], .. bytes[at..]];
            case 6:
                return [.. bytes[..at], .. Repeat(Piece(), random.Next(MostRepeats)), .. bytes[at..]];
            case 7:
                var from = random.Next(other.Length + 1);
                var to = Math.Min(other.Length, from + random.Next(2 * LongestPiece));
                return [.. bytes[..at], .. other[from..to], .. bytes[end..]];
            case 8 when bytes.Length - at >= sizeof(int):
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), Numbers[random.Next(Numbers.Length)]);
                return bytes;
            case 9 when random.Next(4) == 0 && bytes.Length is > 0 and < LongestInput / 2:
                return [.. Repeat(bytes, Math.Min(MostRepeats, LongestInput / bytes.Length))];
            default:
                return [.. bytes[..at], .. Piece(), .. bytes[end..]];
        }
    }

    private byte[] Piece() => Pieces[random.Next(Pieces.Length)];

    private static IEnumerable<byte> Repeat(byte[] piece, int times) =>
        Enumerable.Repeat(piece, times).SelectMany(one => one);
}
