using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EventRecovery.Kpl;

namespace EventRecovery.Testing.Kpl;

/// <summary>
/// Packs user records the way the Kinesis Producer Library does: each key once in its table, then the records, then the MD5. Written
/// against the format's description and not against the reader, so that each checks the other.
/// </summary>
public sealed class KplAggregator
{
    private readonly List<string> _partitionKeys = [];
    private readonly List<string> _hashKeys = [];
    private readonly List<byte[]> _records = [];

    /// <summary>Adds a user record.</summary>
    public KplAggregator Add(string partitionKey, ReadOnlySpan<byte> data, UInt128? explicitHashKey = null)
    {
        using var record = new MemoryStream();
        WriteVarint(record, (KplFormat.PartitionKeyIndex << 3) | 0);
        WriteVarint(record, IndexIn(_partitionKeys, partitionKey));
        if (explicitHashKey is { } hashKey)
        {
            WriteVarint(record, (KplFormat.ExplicitHashKeyIndex << 3) | 0);
            WriteVarint(record, IndexIn(_hashKeys, hashKey.ToString(CultureInfo.InvariantCulture)));
        }
        WriteBytes(record, KplFormat.Data, data);
        _records.Add(record.ToArray());
        return this;
    }

    /// <summary>Adds a user record with text for its data.</summary>
    public KplAggregator Add(string partitionKey, string data, UInt128? explicitHashKey = null) =>
        Add(partitionKey, Encoding.UTF8.GetBytes(data), explicitHashKey);

    /// <summary>The aggregate: one stream record's data.</summary>
    public byte[] ToRecord()
    {
        using var message = new MemoryStream();
        foreach (var key in _partitionKeys)
        {
            WriteBytes(message, KplFormat.PartitionKeyTable, Encoding.UTF8.GetBytes(key));
        }
        foreach (var key in _hashKeys)
        {
            WriteBytes(message, KplFormat.ExplicitHashKeyTable, Encoding.UTF8.GetBytes(key));
        }
        foreach (var record in _records)
        {
            WriteBytes(message, KplFormat.Records, record);
        }
        return Seal(message.ToArray());
    }

    /// <summary>Puts the magic before a message and its MD5 behind it, whatever the message is.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> message)
    {
#pragma warning disable CA5351 // The format says MD5.
        var digest = MD5.HashData(message);
#pragma warning restore CA5351
        return [.. KplFormat.Magic, .. message, .. digest];
    }

    private static ulong IndexIn(List<string> table, string key)
    {
        var index = table.IndexOf(key);
        if (index < 0)
        {
            index = table.Count;
            table.Add(key);
        }
        return (ulong)index;
    }

    private static void WriteBytes(Stream output, int field, ReadOnlySpan<byte> bytes)
    {
        const int lengthDelimited = 2;
        WriteVarint(output, (ulong)((field << 3) | lengthDelimited));
        WriteVarint(output, (ulong)bytes.Length);
        output.Write(bytes);
    }

    private static void WriteVarint(Stream output, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            output.WriteByte((byte)(value | 0x80));
        }
        output.WriteByte((byte)value);
    }
}
