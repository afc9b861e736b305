using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventRecovery.Cli.Demo;

/// <summary>Chance that comes from a seed and a name alone, so that the order in which one asks does not matter.</summary>
internal readonly record struct Draw(int Seed)
{
    /// <summary>From 0 up to and without <paramref name="end"/>, evenly.</summary>
    public int Of(string name, int end)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Seed}:{name}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)end);
    }
}
