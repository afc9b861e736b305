using System.Globalization;

namespace EventRecovery.Kpl;

/// <summary>Where the keys of an aggregate lie in its message. The tables may stand before, after or between the records.</summary>
internal readonly record struct KplTables(int[] PartitionKeys, int[] ExplicitHashKeys, int RecordCount)
{
    /// <summary>Checks the whole message and finds its tables: once to count, so that nothing grows, and once to fill.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out KplTables tables)
    {
        tables = default;
        if (!TryCount(message, out var keys, out var hashKeys, out var records))
        {
            return false;
        }
        tables = new KplTables(new int[keys], new int[hashKeys], records);
        tables.Fill(message);
        return tables.HasOnlyHashKeys(message) && tables.HasSoundRecords(message);
    }

    /// <summary>The contents of the length-delimited field whose length stands at <paramref name="at"/>.</summary>
    public static (int Start, int Length) ContentsAt(ReadOnlySpan<byte> message, int at)
    {
        var reader = new WireReader(message[at..]);
        reader.TryReadBytes(out var start, out var length);
        return (at + start, length);
    }

    /// <summary>An explicit hash key of the table; null if it is no number of 128 bits, which a checked message does not have.</summary>
    public UInt128? HashKeyAt(ReadOnlySpan<byte> message, int index)
    {
        (var start, var length) = ContentsAt(message, ExplicitHashKeys[index]);
        ReadOnlySpan<byte> digits = message.Slice(start, length);
        return UInt128.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out UInt128 key) ? key : null;
    }

    /// <summary>Reads the first user record at or after a place in a checked message, and moves behind it.</summary>
    public KplRecordFields NextRecord(ReadOnlySpan<byte> message, ref int at)
    {
        (var start, var length) = NextOf(message, KplFormat.Records, ref at);
        KplRecordFields.TryRead(message.Slice(start, length), start, out KplRecordFields fields);
        return fields;
    }

    private static bool TryCount(ReadOnlySpan<byte> message, out int keys, out int hashKeys, out int records)
    {
        keys = hashKeys = records = 0;
        var reader = new WireReader(message);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadTag(out var field, out var wireType) || !reader.TrySkip(wireType))
            {
                return false;
            }
            if (field <= KplFormat.Records && wireType != WireReader.LengthDelimited)
            {
                return false;
            }
            keys += field == KplFormat.PartitionKeyTable ? 1 : 0;
            hashKeys += field == KplFormat.ExplicitHashKeyTable ? 1 : 0;
            records += field == KplFormat.Records ? 1 : 0;
        }
        return true;
    }

    private void Fill(ReadOnlySpan<byte> message)
    {
        (var keys, var hashKeys) = (0, 0);
        var reader = new WireReader(message);
        while (!reader.IsAtEnd)
        {
            reader.TryReadTag(out var field, out var wireType);
            if (field == KplFormat.PartitionKeyTable)
            {
                PartitionKeys[keys++] = reader.At;
            }
            else if (field == KplFormat.ExplicitHashKeyTable)
            {
                ExplicitHashKeys[hashKeys++] = reader.At;
            }
            reader.TrySkip(wireType);
        }
    }

    private bool HasOnlyHashKeys(ReadOnlySpan<byte> message)
    {
        for (var i = 0; i < ExplicitHashKeys.Length; i++)
        {
            if (HashKeyAt(message, i) is null)
            {
                return false;
            }
        }
        return true;
    }

    private bool HasSoundRecords(ReadOnlySpan<byte> message)
    {
        var at = 0;
        for (var i = 0; i < RecordCount; i++)
        {
            (var start, var length) = NextOf(message, KplFormat.Records, ref at);
            var sound =
                KplRecordFields.TryRead(message.Slice(start, length), start, out KplRecordFields fields)
                && fields.PartitionKey < PartitionKeys.Length
                && (fields.ExplicitHashKey ?? -1) < ExplicitHashKeys.Length;
            if (!sound)
            {
                return false;
            }
        }
        return true;
    }

    private static (int Start, int Length) NextOf(ReadOnlySpan<byte> message, int wanted, ref int at)
    {
        var reader = new WireReader(message[at..]);
        (var field, var start, var length) = (0, 0, 0);
        while (field != wanted)
        {
            reader.TryReadTag(out field, out var wireType);
            if (field == wanted)
            {
                reader.TryReadBytes(out start, out length);
            }
            else
            {
                reader.TrySkip(wireType);
            }
        }
        start += at;
        at += reader.At;
        return (start, length);
    }
}
