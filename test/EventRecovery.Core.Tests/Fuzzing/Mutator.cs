namespace EventRecovery.Fuzzing;

/// <summary>Damages bytes in the ways that find parsers' mistakes: flipped bits, cuts, repeats, and pieces of other inputs.</summary>
internal sealed class Mutator(int seed)
{
    private const int LongestRepeat = 200;

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
            "\\u",
            "\\ud800",
            "\\udc00",
            ":",
            ",",
            "0",
            "-",
            "1e999",
            "1e-999",
            ".5",
            "NaN",
            "{\"\":",
            "\"id\":\"\",",
            "\"id\":null",
            "\"original_value\":1e28,",
            "\"recovery\":{},",
            "null",
            "\0",
            "\u007f",
            "😀",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC3],
        [0xED, 0xA0, 0x80],
        [0xF3, 0x89, 0x9A, 0xC2],
        [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0x1A, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] seedInput, byte[] other)
    {
        byte[] bytes = [.. seedInput];
        for (int left = _random.Next(1, 5); left > 0; left--)
        {
            bytes = Once(bytes, other);
        }
        return bytes;
    }

    private byte[] Once(byte[] bytes, byte[] other)
    {
        int at = _random.Next(bytes.Length + 1);
        int end = Math.Min(bytes.Length, at + _random.Next(20));
        switch (_random.Next(7))
        {
            case 0 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1 when at < bytes.Length:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[end..]];
            case 4:
                byte[] repeated =
                [
                    .. Enumerable.Repeat(Piece(), _random.Next(LongestRepeat)).SelectMany(piece => piece),
                ];
                return [.. bytes[..at], .. repeated, .. bytes[at..]];
            case 5:
                int from = _random.Next(other.Length + 1);
                return
                [
                    .. bytes[..at],
                    .. other[from..Math.Min(other.Length, from + _random.Next(100))],
                    .. bytes[end..],
                ];
            default:
                return [.. bytes[..at], .. Piece(), .. bytes[end..]];
        }
    }

    private byte[] Piece() => Pieces[_random.Next(Pieces.Length)];
}
