using System.Security.Cryptography;
using System.Text;
using EventRecovery.Events;

namespace EventRecovery.Publishing;

/// <summary>Partition keys of recovered events: the order key itself, so that order per key survives on the recovered stream.</summary>
internal static class PartitionKeys
{
    /// <summary>Unicode characters that Kinesis takes (API reference, PutRecordsRequestEntry).</summary>
    private const int MaxLength = 256;

    /// <summary>A longer order key is replaced by its hash, which keeps its events together as well.</summary>
    public static string For(OrderKey key) =>
        key.Value.Length <= MaxLength
            ? key.Value
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Value)));
}
