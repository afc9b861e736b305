using System.Security.Cryptography;
using EventRecovery.Events;
using EventRecovery.Streams;

namespace EventRecovery.Kpl;

/// <summary>
/// A stream record that holds many user records. It is checked as a whole when it is opened, so that enumerating it cannot fail.
/// Keeps 4 bytes for each key in its tables, and copies nothing.
/// </summary>
public sealed class KplAggregate
{
    private readonly ReadOnlyMemory<byte> _message;
    private readonly KplTables _tables;

    private KplAggregate(ReadOnlyMemory<byte> message, KplTables tables)
    {
        _message = message;
        _tables = tables;
    }

    /// <summary>How many user records it has.</summary>
    public int Count => _tables.RecordCount;

    /// <summary>Opens a stream record.</summary>
    /// <param name="record">The record's data.</param>
    /// <param name="aggregate">The aggregate, if it is a sound one.</param>
    /// <param name="damage">The reason, if it is damaged.</param>
    public static KplStatus TryOpen(ReadOnlyMemory<byte> record, out KplAggregate? aggregate, out Rejection damage)
    {
        aggregate = null;
        damage = default;
        ReadOnlySpan<byte> bytes = record.Span;
        if (!bytes.StartsWith(KplFormat.Magic))
        {
            return KplStatus.NotAggregated;
        }
        if (!HasValidDigest(bytes))
        {
            damage = KplDamage.Describe(bytes);
            return KplStatus.Damaged;
        }
        ReadOnlyMemory<byte> message = record[KplFormat.Magic.Length..^KplFormat.DigestLength];
        if (!KplTables.TryRead(message.Span, out KplTables tables))
        {
            damage = KplDamage.Malformed;
            return KplStatus.Damaged;
        }
        aggregate = new KplAggregate(message, tables);
        return KplStatus.Aggregated;
    }

    /// <summary>
    /// The user records in order; with a range, only those that belong to it. After a reshard, an aggregate may hold records of keys
    /// that are no longer its shard's; their copies are read there.
    /// </summary>
    public IEnumerable<KplUserRecord> Records(HashKeyRange? range = null)
    {
        var at = 0;
        for (var sub = 0; sub < Count; sub++)
        {
            KplUserRecord record = Next(sub, ref at);
            if (range is null || range.Value.Contains(record.HashKey))
            {
                yield return record;
            }
        }
    }

    private KplUserRecord Next(int sub, ref int at)
    {
        ReadOnlySpan<byte> message = _message.Span;
        KplRecordFields fields = _tables.NextRecord(message, ref at);
        (var keyStart, var keyLength) = KplTables.ContentsAt(message, _tables.PartitionKeys[fields.PartitionKey]);
        UInt128? hashKey = fields.ExplicitHashKey is { } index ? _tables.HashKeyAt(message, index) : null;
        ReadOnlyMemory<byte> data = _message.Slice(fields.DataStart, fields.DataLength);
        return new KplUserRecord(sub, _message.Slice(keyStart, keyLength), hashKey, data);
    }

    private static bool HasValidDigest(ReadOnlySpan<byte> record)
    {
        if (record.Length < KplFormat.Magic.Length + KplFormat.DigestLength)
        {
            return false;
        }
        Span<byte> digest = stackalloc byte[KplFormat.DigestLength];
#pragma warning disable CA5351 // The format says MD5; it guards against damage, not against people.
        MD5.HashData(record[KplFormat.Magic.Length..^KplFormat.DigestLength], digest);
#pragma warning restore CA5351
        return record.EndsWith(digest);
    }
}
