using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EventRecovery.Runtime;

/// <summary>Entropy from the operating system.</summary>
public sealed class SystemEntropy : IEntropy
{
    public UInt128 NextToken()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public double NextUnit() => RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30);
}
